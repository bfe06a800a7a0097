"""Walks the address space of a vision system against the published NodeSet, and has one part judged, by asyncua.

walk.py URL NODESET SYSTEM prints what it has seen as JSON; what does not conform is listed under "wrong".
"""

import asyncio
import json
import logging
import sys
import xml.etree.ElementTree as ElementTree

from asyncua import Client, ua

XML = "{http://opcfoundation.org/UA/2011/03/UANodeSet.xsd}"
URI = "http://opcfoundation.org/UA/MachineVision"
MANDATORY, OPTIONAL = "i=78", "i=80"
CLASSES = {
    "UAObject": ua.NodeClass.Object,
    "UAVariable": ua.NodeClass.Variable,
    "UAMethod": ua.NodeClass.Method,
    "UAObjectType": ua.NodeClass.ObjectType,
    "UAVariableType": ua.NodeClass.VariableType,
    "UADataType": ua.NodeClass.DataType,
    "UAReferenceType": ua.NodeClass.ReferenceType,
}


class Published:
    """The NodeSet, with node ids as texts."""

    def __init__(self, path):
        root = ElementTree.parse(path).getroot()
        self.aliases = {alias.get("Alias"): alias.text for alias in root.iter(XML + "Alias")}
        self.nodes = {node.get("NodeId"): node for node in root if node.get("NodeId")}
        self.forward = {}
        for name, node in self.nodes.items():
            for reference in node.iter(XML + "Reference"):
                kind = self.name(reference.get("ReferenceType"))
                ends = (name, reference.text.strip())
                if reference.get("IsForward") == "false":
                    ends = ends[::-1]
                self.forward.setdefault(ends[0], {}).setdefault(kind, set()).add(ends[1])

    def name(self, text):
        return self.aliases.get(text, text)

    def targets(self, node, *kinds):
        references = self.forward.get(node, {})
        return {target for kind in kinds for target in references.get(kind, ())}

    def rule(self, node):
        return next(iter(self.targets(node, "i=37")), None)

    def type_of(self, node):
        return next(iter(self.targets(node, "i=40")), None)

    def components(self, node):
        """Instance declarations below a node, with those of its type and of the types above."""
        found = {}
        while node in self.nodes:
            for child in sorted(self.targets(node, "i=46", "i=47", "i=117")):
                if self.rule(child):
                    found.setdefault(self.nodes[child].get("BrowseName"), child)
            above = self.type_of(node)
            if above is None:
                above = next((other for other, kinds in self.forward.items() if node in kinds.get("i=45", ())), None)
            node = above
        return found


class Walk:
    def __init__(self, client, published, index):
        self.client, self.published, self.index = client, published, index
        self.wrong, self.types, self.instances = [], 0, 0

    def here(self, text):
        """A node id of the NodeSet on this server."""
        node = ua.NodeId.from_string(text)
        return ua.NodeId(node.Identifier, self.index, node.NodeIdType) if node.NamespaceIndex == 1 else node

    def named(self, text):
        return ua.QualifiedName(text[2:], self.index) if text.startswith("1:") else ua.QualifiedName(text, 0)

    def expect(self, place, what, wanted, given):
        if wanted != given:
            self.wrong.append(f"{place}: {what} is {given}, not {wanted}")

    async def published_nodes(self):
        for text, declared in self.published.nodes.items():
            node = self.client.get_node(self.here(text))
            place = declared.get("BrowseName") + " " + text
            try:
                self.expect(place, "class", CLASSES[declared.tag.replace(XML, "")], await node.read_node_class())
                self.expect(place, "name", self.named(declared.get("BrowseName")), await node.read_browse_name())
                rules = {str(rule.nodeid.to_string()) for rule in await node.get_referenced_nodes(ua.NodeId(37))}
                self.expect(place, "modelling rule", self.published.targets(text, "i=37"), rules)
                if declared.get("DataType"):
                    self.expect(
                        place,
                        "data type",
                        self.here(self.published.name(declared.get("DataType"))),
                        await node.read_data_type(),
                    )
                self.types += 1
            except ua.UaError as e:
                self.wrong.append(f"{place}: {e}")

    async def instance(self, node, declaration, path):
        """Everything that is mandatory is there, and whatever is there is as it was declared."""
        self.instances += 1
        children = {}
        for child in await node.get_children():
            name = await child.read_browse_name()
            children.setdefault((name.NamespaceIndex, name.Name), child)
        for name, component in self.published.components(declaration).items():
            declared = self.published.nodes[component]
            place = f"{path}/{name}"
            wanted = self.named(name)
            child = children.get((wanted.NamespaceIndex, wanted.Name))
            if child is None:
                if self.published.rule(component) == MANDATORY:
                    self.wrong.append(f"{place} is missing")
                continue
            kind = CLASSES[declared.tag.replace(XML, "")]
            self.expect(place, "class", kind, await child.read_node_class())
            if kind == ua.NodeClass.Variable:
                wanted = self.here(self.published.name(declared.get("DataType", "i=24")))
                self.expect(place, "data type", wanted, await child.read_data_type())
                self.expect(place, "rank", int(declared.get("ValueRank", -1)), int(await child.read_value_rank()))
            if kind != ua.NodeClass.Method:
                self.expect(
                    place,
                    "type",
                    self.here(self.published.type_of(component)),
                    await child.read_type_definition(),
                )
            await self.instance(child, component, place)
        for (_, name), child in children.items():
            if name in ("InputArguments", "OutputArguments"):
                given = [(one.Name, one.DataType, one.ValueRank) for one in await child.read_value()]
                self.expect(f"{path}/{name}", "arguments", self.arguments(declaration, name), given)

    def arguments(self, method, name):
        types = "{http://opcfoundation.org/UA/2008/02/Types.xsd}"
        for target in self.published.targets(method, "i=46"):
            if self.published.nodes[target].get("BrowseName") == name:
                return [
                    (
                        one.findtext(types + "Name"),
                        self.here(one.findtext(f"{types}DataType/{types}Identifier")),
                        int(one.findtext(types + "ValueRank")),
                    )
                    for one in self.published.nodes[target].iter(types + "Argument")
                ]
        return None


class Heard:
    def __init__(self):
        self.events = asyncio.Queue()

    def event_notification(self, event):
        self.events.put_nowait(event)


async def judge(client, index, system):
    """Has a part judged, and hears of its result."""
    logging.disable(logging.WARNING)  # It names every type of OPC UA that it knows already.
    # asyncua knows types by name, and OPC UA has got a TrimmedString of its own since this specification.
    ua.basetype_by_datatype[ua.NodeId(3017, index)] = "String"
    await client.load_data_type_definitions()
    heard = Heard()
    subscription = await client.create_subscription(50, heard)
    kind = client.get_node(ua.NodeId(1024, index))
    # Its where clause would be InList, which Milo 1.0 does not evaluate.
    await subscription.subscribe_events(system, kind, queuesize=100, where_clause_generation=False)
    automatic = await system.get_child([f"{index}:VisionStateMachine", f"{index}:AutomaticModeStateMachine"])
    method = await automatic.get_child(f"{index}:StartSingleJob")
    job, error = await automatic.call_method(
        method,
        ua.Variant(None),
        ua.Variant(ua.PartIdDataType(Id="from Python", Description=ua.LocalizedText("a part"))),
        ua.Variant(None),
        ua.Variant(None),
        ua.Variant(None),
    )
    event = await asyncio.wait_for(heard.events.get(), 30)
    while event.EventType != kind.nodeid:
        event = await asyncio.wait_for(heard.events.get(), 30)
    management = await system.get_child(f"{index}:ResultManagement")
    fetch = await management.get_child(f"{index}:GetResultById")
    _, result, fetched = await management.call_method(fetch, event.ResultId, ua.Variant(0, ua.VariantType.Int32))
    content = result.ResultContent[0]
    return {
        "error": error,
        "fetched": fetched,
        "job": job.Id,
        "job of the event": event.JobId.Id,
        "part": result.PartId.Id,
        "recipe": result.InternalRecipeId.Id,
        "verdict": json.loads(content.Value if isinstance(content, ua.Variant) else content)["verdict"],
    }


async def main(url, path, name):
    async with Client(url) as client:
        index = await client.get_namespace_index(URI)
        walk = Walk(client, Published(path), index)
        await walk.published_nodes()
        system = None
        for child in await client.nodes.objects.get_children():
            if (await child.read_browse_name()).Name == name:
                system = child
        kind = await system.read_type_definition()
        walk.expect(name, "type", ua.NodeId(1003, index), kind)
        await walk.instance(system, "ns=1;i=1003", name)
        print(
            json.dumps(
                {
                    "types": walk.types,
                    "instances": walk.instances,
                    "wrong": walk.wrong,
                    "result": await judge(client, index, system),
                }
            )
        )


asyncio.run(main(*sys.argv[1:]))
