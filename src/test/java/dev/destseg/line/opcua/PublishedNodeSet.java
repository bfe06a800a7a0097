package dev.destseg.line.opcua;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The NodeSet as it is published, read by the test itself; node ids are texts of the file. */
final class PublishedNodeSet {
    static final Path FILE = Path.of("src/main/resources/dev/destseg/line/opcua/Opc.Ua.MachineVision.NodeSet2.xml");
    static final String HAS_SUBTYPE = "HasSubtype";
    static final String HAS_TYPE = "HasTypeDefinition";
    static final String HAS_RULE = "HasModellingRule";
    static final String MANDATORY = "i=78";

    final Map<String, Element> nodes = new TreeMap<>();
    private final Map<String, Map<String, Set<String>>> forward = new TreeMap<>();
    private final Map<String, String> aliases = new TreeMap<>();

    static PublishedNodeSet read() throws Exception {
        PublishedNodeSet set = new PublishedNodeSet();
        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(FILE.toFile())
                .getDocumentElement();
        NodeList aliases = root.getElementsByTagName("Alias");
        for (int i = 0; i < aliases.getLength(); i++) {
            Element alias = (Element) aliases.item(i);
            set.aliases.put(alias.getAttribute("Alias"), alias.getTextContent());
        }
        NodeList children = root.getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            if (children.item(i) instanceof Element element && element.hasAttribute("NodeId")) {
                set.add(element);
            }
        }
        return set;
    }

    private void add(Element node) {
        String id = node.getAttribute("NodeId");
        nodes.put(id, node);
        NodeList references = node.getElementsByTagName("Reference");
        for (int i = 0; i < references.getLength(); i++) {
            Element reference = (Element) references.item(i);
            String other = reference.getTextContent().strip();
            boolean inverse = reference.getAttribute("IsForward").equals("false");
            forward.computeIfAbsent(inverse ? other : id, unused -> new TreeMap<>())
                    .computeIfAbsent(reference.getAttribute("ReferenceType"), unused -> new TreeSet<>())
                    .add(inverse ? id : other);
        }
    }

    Set<String> targets(String node, String type) {
        return forward.getOrDefault(node, Map.of()).getOrDefault(type, Set.of());
    }

    Optional<String> target(String node, String type) {
        return targets(node, type).stream().findFirst();
    }

    String name(String node) {
        return nodes.get(node).getAttribute("BrowseName");
    }

    /** Data type of a variable. */
    String dataType(String node) {
        String type = nodes.get(node).getAttribute("DataType");
        return type.isEmpty() ? "i=24" : aliases.getOrDefault(type, type);
    }

    /** Instance declarations below a node, with those of its type and of the types above that are in the NodeSet, by name. */
    Map<String, String> components(String node) {
        Map<String, String> found = new LinkedHashMap<>();
        Optional<String> at = Optional.of(node);
        while (at.filter(nodes::containsKey).isPresent()) {
            String here = at.get();
            for (String kind : Set.of("HasProperty", "HasComponent", "HasSubStateMachine")) {
                targets(here, kind).stream()
                        .filter(child -> target(child, HAS_RULE).isPresent())
                        .forEach(child -> found.putIfAbsent(name(child), child));
            }
            at = target(here, HAS_TYPE).or(() -> supertype(here));
        }
        return found;
    }

    private Optional<String> supertype(String type) {
        return forward.entrySet().stream()
                .filter(entry ->
                        entry.getValue().getOrDefault(HAS_SUBTYPE, Set.of()).contains(type))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
