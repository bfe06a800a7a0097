"""A host of Sparkplug B that has no code in common with the box: PORT GROUP NODE HOST.

Each message of the group is decoded and said as a line of JSON. It is told on standard input what to say: online, offline, rebirth,
or end, which is how it ends.
"""

import json
import sys
import time

import paho.mqtt.client as mqtt
import pysparkplug

port, group, node, host = int(sys.argv[1]), *sys.argv[2:5]
KINDS = {
    "NBIRTH": pysparkplug.NBirth,
    "NDEATH": pysparkplug.NDeath,
    "DBIRTH": pysparkplug.DBirth,
    "DDATA": pysparkplug.DData,
    "DDEATH": pysparkplug.DDeath,
}


def heard(client, unused, message):
    parts = message.topic.split("/")
    kind = parts[2]
    if kind not in KINDS:
        return
    payload = KINDS[kind].decode(message.payload)
    said = {
        "kind": kind,
        "node": parts[3],
        "qos": message.qos,
        "retained": bool(message.retain),
        "timestamp": payload.timestamp,
        "metrics": {
            metric.name: {
                "type": metric.datatype.name,
                "value": metric.value,
                "null": metric.is_null,
                "historical": metric.is_historical,
                "timestamp": metric.timestamp,
            }
            for metric in getattr(payload, "metrics", ())
        },
    }
    if len(parts) > 4:
        said["device"] = parts[4]
    if hasattr(payload, "seq"):
        said["seq"] = payload.seq
    if hasattr(payload, "bd_seq_metric"):
        metric = payload.bd_seq_metric
        said["metrics"][metric.name] = {"type": metric.datatype.name, "value": metric.value}
    print(json.dumps(said), flush=True)


def state(online):
    words = json.dumps({"online": online, "timestamp": int(time.time() * 1000)})
    client.publish(f"spBv1.0/STATE/{host}", words, qos=1, retain=True).wait_for_publish()


def rebirth():
    now = int(time.time() * 1000)
    metric = pysparkplug.Metric(
        timestamp=now, name="Node Control/Rebirth", datatype=pysparkplug.DataType.BOOLEAN, value=True
    )
    command = pysparkplug.NCmd(timestamp=now, metrics=(metric,))
    client.publish(f"spBv1.0/{group}/NCMD/{node}", command.encode(include_dtypes=True), qos=0)


client = mqtt.Client(client_id="host")
client.on_message = heard
client.on_subscribe = lambda *unused: print('{"kind": "listening"}', flush=True)
client.connect("127.0.0.1", port)
client.subscribe(f"spBv1.0/{group}/#", qos=1)
client.loop_start()
for line in sys.stdin:
    word = line.strip()
    if word == "end":
        break
    if word == "rebirth":
        rebirth()
    else:
        state(word == "online")
client.loop_stop()
