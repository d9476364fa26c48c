// These tests wait for processes more than they compute: with as many at once as there are cores, cores idle.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
