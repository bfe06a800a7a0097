package dev.destseg.line.opcua.nodeset;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.w3c.dom.Element;

/** A reference between two nodes, forward. A NodeSet writes most of them twice, once at each end. */
record Link(NodeId source, NodeId type, NodeId target) {
    /** @param nodes of a NodeSet; each reference comes once */
    static List<Link> among(List<Element> nodes, Names names) {
        Set<Link> links = new LinkedHashSet<>();
        for (Element node : nodes) {
            NodeId id = names.id(node.getAttribute("NodeId"));
            for (Element reference : Xml.children(Xml.child(node, "References").orElse(node), "Reference")) {
                NodeId type = names.id(reference.getAttribute("ReferenceType"));
                NodeId other = names.id(reference.getTextContent());
                boolean inverse = reference.getAttribute("IsForward").equals("false");
                links.add(inverse ? new Link(other, type, id) : new Link(id, type, other));
            }
        }
        return List.copyOf(links);
    }
}
