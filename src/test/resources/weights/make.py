"""Makes the two files beside it: python make.py, with PyTorch 2.15. Their expected values stand in TorchReaderTest."""
import collections

import torch

base = torch.arange(24, dtype=torch.float32).reshape(2, 3, 4)
bn = torch.nn.BatchNorm2d(2).state_dict()
state = collections.OrderedDict()
state["whole"] = base.clone()
state["permuted"] = base.clone().permute(2, 0, 1)
state["sliced"] = base.clone()[1, 1:, ::2]
state["half"] = torch.tensor([1.5, -2.0, 65504.0, 2.0**-24, -0.0], dtype=torch.float16)
state["bfloat"] = torch.tensor([1.5, -2.0, 2.0**127], dtype=torch.bfloat16)
state["double"] = torch.tensor([0.1, -2.0], dtype=torch.float64)
state["scalar"] = torch.tensor(2.5)
state["parameter"] = torch.nn.Parameter(torch.tensor([3.0, 4.0]))
state["empty"] = torch.empty(0, 3)
state["running_var"] = bn["running_var"]
state["num_batches_tracked"] = bn["num_batches_tracked"]
state._metadata = bn._metadata
torch.save({"epoch": 3, "rate": 0.1, "state_dict": state}, "zip.pth", pickle_protocol=4)
torch.save(state, "legacy.pth", _use_new_zipfile_serialization=False)
