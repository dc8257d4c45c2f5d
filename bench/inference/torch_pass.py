"""Passes of a written network, one for each line that is read: python3 torch_pass.py FOLDER THREADS.

FOLDER holds network.py and network.safetensors (as Subband writes them), input.f32 and input.json, its shape. Answers with
the first thousand numbers of the output as a line of JSON.
"""

import importlib.util
import json
import struct
import sys

import torch


def weights(file):
    data = open(file, "rb").read()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    kinds = {"F32": torch.float32, "I64": torch.int64}
    state = {}
    for key, entry in header.items():
        begin, end = (8 + length + offset for offset in entry["data_offsets"])
        flat = torch.frombuffer(bytearray(data[begin:end]), dtype=kinds[entry["dtype"]])
        state[key] = flat.reshape(entry["shape"])
    return state


folder, threads = sys.argv[1], int(sys.argv[2])
torch.set_num_threads(threads)
spec = importlib.util.spec_from_file_location("network", f"{folder}/network.py")
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
network = module.Network().eval()
network.load_state_dict(weights(f"{folder}/network.safetensors"))
shape = json.load(open(f"{folder}/input.json"))
x = torch.frombuffer(bytearray(open(f"{folder}/input.f32", "rb").read()), dtype=torch.float32).reshape(shape)
print("ready", flush=True)
for _ in sys.stdin:
    with torch.no_grad():
        y = network(x)
    print(json.dumps(y.flatten()[:1000].tolist()), flush=True)
