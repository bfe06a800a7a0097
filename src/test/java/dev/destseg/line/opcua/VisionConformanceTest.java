package dev.destseg.line.opcua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseDirection;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** What a client of Milo's sees, node by node against the NodeSet as it is published. */
class VisionConformanceTest {
    private static final Map<String, NodeClass> CLASSES = Map.of(
            "UAObject", NodeClass.Object,
            "UAVariable", NodeClass.Variable,
            "UAMethod", NodeClass.Method,
            "UAObjectType", NodeClass.ObjectType,
            "UAVariableType", NodeClass.VariableType,
            "UADataType", NodeClass.DataType,
            "UAReferenceType", NodeClass.ReferenceType);
    private static final String VISION_SYSTEM = "ns=1;i=1003";
    private static final String RESULT = "ns=1;i=2002";

    @TempDir
    private Path folder;

    private final List<String> wrong = new ArrayList<>();
    private int seen;
    private ControlSystem client;
    private PublishedNodeSet published;

    @Test
    void everyPublishedNodeIsThereAndEveryInstanceHasAllThatIsMandatory() throws Exception {
        published = PublishedNodeSet.read();
        try (VisionTestBox box = new VisionTestBox(folder).serve();
                ControlSystem connected = ControlSystem.connect(box.url())) {
            client = connected;
            for (Map.Entry<String, Element> node : published.nodes.entrySet()) {
                compare(node.getKey(), node.getValue());
            }
            assertEquals(List.of(), wrong);
            assertEquals(790, seen);
            for (String system : List.of(VisionTestBox.STATION, "box")) {
                compareInstance(client.node(system), VISION_SYSTEM, system);
            }
            String last = VisionTestBox.STATION + "/ResultManagement/Results/LastResult";
            compareInstance(client.node(last), RESULT, last);
        }
        assertEquals(List.of(), wrong);
        assertTrue(seen > 900, () -> seen + " nodes");
    }

    private NodeId here(String text) {
        NodeId id = NodeId.parse(text);
        return text.startsWith("ns=1;") ? new NodeId(client.machineVision, (UInteger) id.getIdentifier()) : id;
    }

    private QualifiedName named(String text) {
        return text.startsWith("1:")
                ? new QualifiedName(client.machineVision, text.substring(2))
                : new QualifiedName(0, text);
    }

    private void expect(String place, Object wanted, Object given) {
        if (!wanted.equals(given)) {
            wrong.add(place + " is " + given + ", not " + wanted);
        }
    }

    private Object attribute(NodeId node, AttributeId attribute) throws UaException {
        return client.attribute(node, attribute);
    }

    private void compare(String id, Element declared) throws UaException {
        seen++;
        NodeId node = here(id);
        String place = published.name(id) + " " + id;
        expect(
                place + ": class",
                CLASSES.get(declared.getTagName()).getValue(),
                attribute(node, AttributeId.NodeClass));
        expect(place + ": name", named(published.name(id)), attribute(node, AttributeId.BrowseName));
        if (declared.hasAttribute("DataType")) {
            expect(place + ": data type", here(published.dataType(id)), attribute(node, AttributeId.DataType));
        }
        Set<String> rules = new TreeSet<>();
        for (ReferenceDescription rule : client.references(node, BrowseDirection.Forward, NodeIds.HasModellingRule)) {
            rules.add(rule.getNodeId().toParseableString().replaceFirst("^ns=0;", ""));
        }
        expect(place + ": modelling rule", published.targets(id, PublishedNodeSet.HAS_RULE), rules);
    }

    private void compareInstance(NodeId node, String declaration, String path) throws UaException {
        Map<QualifiedName, NodeId> children = new HashMap<>();
        for (ReferenceDescription child : client.children(node)) {
            children.put(
                    child.getBrowseName(),
                    child.getNodeId()
                            .toNodeId(client.client.getNamespaceTable())
                            .orElseThrow());
        }
        for (Map.Entry<String, String> component :
                published.components(declaration).entrySet()) {
            String place = path + "/" + component.getKey();
            NodeId child = children.get(named(component.getKey()));
            String declared = component.getValue();
            if (child != null) {
                compareChild(child, declared, place);
                compareInstance(child, declared, place);
            } else if (published.targets(declared, PublishedNodeSet.HAS_RULE).contains(PublishedNodeSet.MANDATORY)) {
                wrong.add(place + " is missing");
            }
        }
    }

    private void compareChild(NodeId child, String declared, String place) throws UaException {
        seen++;
        NodeClass kind = CLASSES.get(published.nodes.get(declared).getTagName());
        expect(place + ": class", kind.getValue(), attribute(child, AttributeId.NodeClass));
        if (kind == NodeClass.Variable) {
            expect(place + ": data type", here(published.dataType(declared)), attribute(child, AttributeId.DataType));
            String rank = published.nodes.get(declared).getAttribute("ValueRank");
            expect(
                    place + ": rank",
                    rank.isEmpty() ? -1 : Integer.valueOf(rank),
                    attribute(child, AttributeId.ValueRank));
        }
        if (kind != NodeClass.Method) {
            List<ReferenceDescription> types =
                    client.references(child, BrowseDirection.Forward, NodeIds.HasTypeDefinition);
            expect(
                    place + ": type",
                    here(published.target(declared, PublishedNodeSet.HAS_TYPE).orElseThrow())
                            .expanded(),
                    types.get(0).getNodeId());
        }
    }
}
