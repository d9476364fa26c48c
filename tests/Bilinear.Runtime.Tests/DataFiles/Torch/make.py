# Writes what torch.save writes (torch/serialization.py, format of 1.6 and later), with pickle and zipfile alone.
import io, pickle, struct, sys, types, zipfile
from collections import OrderedDict
def module(name): m = types.ModuleType(name); sys.modules[name] = m; return m
torch, utils = module('torch'), module('torch._utils')
def storage(name):
    t = type(name, (), {'__module__': 'torch'}); setattr(torch, name, t); return t
FloatStorage, DoubleStorage, HalfStorage, BFloat16Storage, LongStorage = map(storage, ['FloatStorage','DoubleStorage','HalfStorage','BFloat16Storage','LongStorage'])
def _rebuild_tensor_v2(*a): raise NotImplementedError
def _rebuild_parameter(*a): raise NotImplementedError
for f in (_rebuild_tensor_v2, _rebuild_parameter): f.__module__ = 'torch._utils'; f.__qualname__ = f.__name__; setattr(utils, f.__name__, f)
class Storage:
    def __init__(self, kind, key, count): self.kind, self.key, self.count = kind, key, count
class Tensor:
    def __init__(self, storage, offset, size, stride, parameter=False): self.a, self.parameter = (storage, offset, size, stride, False, OrderedDict()), parameter
    def __reduce__(self): return (_rebuild_tensor_v2, self.a)
class Parameter:
    def __init__(self, tensor): self.tensor = tensor
    def __reduce__(self): return (_rebuild_parameter, (self.tensor, True, OrderedDict()))
class Pickler(pickle.Pickler):
    def persistent_id(self, o): return ('storage', o.kind, o.key, 'cpu', o.count) if isinstance(o, Storage) else None
def save(path, value, storages, protocol=2):
    f = io.BytesIO(); Pickler(f, protocol).dump(value)
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_STORED) as z:
        z.writestr('archive/data.pkl', f.getvalue()); z.writestr('archive/byteorder', 'little')
        for k, b in storages.items(): z.writestr(f'archive/data/{k}', b)
        z.writestr('archive/version', '3\n')
out = sys.argv[1]
s = Storage(FloatStorage, '0', 6)
d = OrderedDict([('weight', Parameter(Tensor(s, 0, (2, 3), (3, 1)))), ('tied', Tensor(s, 0, (2, 3), (3, 1))), ('transposed', Tensor(s, 0, (3, 2), (1, 3))), ('row', Tensor(s, 3, (3,), (1,))), ('expanded', Tensor(s, 1, (2, 2), (0, 1))), ('scalar', Tensor(s, 5, (), ()))])
d['f64'] = Tensor(Storage(DoubleStorage, '1', 2), 0, (2,), (1,)); d['f16'] = Tensor(Storage(HalfStorage, '2', 2), 0, (2,), (1,)); d['bf16'] = Tensor(Storage(BFloat16Storage, '3', 2), 0, (2,), (1,)); d['i64'] = Tensor(Storage(LongStorage, '4', 2), 0, (2,), (1,))
d._metadata = OrderedDict(version=1)
st = {'0': struct.pack('<6f', 1, 2, 3, 4, 5, 6), '1': struct.pack('<2d', .5, -2), '2': struct.pack('<2e', .5, -2), '3': struct.pack('<2H', 0x3F00, 0xC000), '4': struct.pack('<2q', 7, -8)}
save(out + '/state.pt', {'epoch': 3, 'loss': 0.25, 'name': 'x', 'model': d, 'list': [1, Tensor(s, 0, (1,), (1,))]}, st)
save(out + '/protocol4.pt', d, st, 4)
save(out + '/beyond.pt', {'w': Tensor(s, 1, (2, 3), (3, 1))}, st)
save(out + '/missing.pt', {'w': Tensor(Storage(FloatStorage, '9', 6), 0, (6,), (1,))}, st)
class Evil:
    def __reduce__(self):
        import os
        return (os.system, ('touch pwned',))
save(out + '/evil.pt', {'w': Evil()}, st)
