package org.twinloop.network.osm;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the XML format of version 0.6 as a stream. Elements marked deleted are left out. */
final class XmlReader {

    private final XMLStreamReader xml;
    private final ExtractPass pass;
    private final List<String> tags = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private long[] nodes = new long[64];
    private int nodeCount;

    private XmlReader(XMLStreamReader xml, ExtractPass pass) {
        this.xml = xml;
        this.pass = pass;
    }

    static void read(InputStream in, ExtractPass pass) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            new XmlReader(xml, pass).document();
            xml.close();
        } catch (XMLStreamException broken) {
            throw new UnreadableExtract("the XML is broken: " + broken.getMessage(), broken);
        } catch (NumberFormatException broken) {
            throw new UnreadableExtract("an id or a position is no number: " + broken.getMessage(), broken);
        }
    }

    private void document() throws XMLStreamException, UnreadableExtract {
        xml.nextTag();
        if (!xml.getLocalName().equals("osm")) {
            throw new UnreadableExtract("the XML begins with <" + xml.getLocalName() + ">; an extract with <osm>");
        }
        while (xml.next() != XMLStreamConstants.END_DOCUMENT) {
            if (xml.getEventType() == XMLStreamConstants.START_ELEMENT) {
                begun(xml.getLocalName());
            }
        }
    }

    private void begun(String name) throws XMLStreamException, UnreadableExtract {
        switch (name) {
            case "node" -> node();
            case "way" -> way();
            case "relation" -> relation();
            default -> {
                // bounds, note, meta: of no use here
            }
        }
    }

    private void node() throws XMLStreamException, UnreadableExtract {
        long id = number("id");
        boolean there = isThere();
        String lon = xml.getAttributeValue(null, "lon");
        String lat = xml.getAttributeValue(null, "lat");
        content();
        if (there && pass.wants(ElementKind.NODE)) {
            if (lon == null || lat == null) {
                throw new UnreadableExtract("node " + id + " has no position");
            }
            pass.node(id, units(lon), units(lat), tags());
        }
    }

    private void way() throws XMLStreamException, UnreadableExtract {
        long id = number("id");
        boolean there = isThere();
        content();
        if (there && pass.wants(ElementKind.WAY)) {
            pass.way(id, Arrays.copyOf(nodes, nodeCount), tags());
        }
    }

    private void relation() throws XMLStreamException, UnreadableExtract {
        long id = number("id");
        boolean there = isThere();
        content();
        if (there && pass.wants(ElementKind.RELATION)) {
            pass.relation(id, List.copyOf(members), tags());
        }
    }

    /** Reads up to the end of the element at hand: its tags, nodes and members. */
    private void content() throws XMLStreamException, UnreadableExtract {
        tags.clear();
        members.clear();
        nodeCount = 0;
        int depth = 1;
        while (depth > 0) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                part();
            }
        }
    }

    private void part() throws UnreadableExtract {
        switch (xml.getLocalName()) {
            case "tag" -> {
                tags.add(xml.getAttributeValue(null, "k"));
                tags.add(xml.getAttributeValue(null, "v"));
            }
            case "nd" -> {
                if (nodeCount == nodes.length) {
                    nodes = Arrays.copyOf(nodes, nodeCount * 2);
                }
                nodes[nodeCount++] = number("ref");
            }
            case "member" -> {
                String role = xml.getAttributeValue(null, "role");
                kind(xml.getAttributeValue(null, "type"))
                        .ifPresent(kind -> members.add(new Member(
                                kind, Long.parseLong(xml.getAttributeValue(null, "ref")), role == null ? "" : role)));
            }
            default -> {
                // center, bounds and the like
            }
        }
    }

    private static Optional<ElementKind> kind(String type) {
        return Arrays.stream(ElementKind.values())
                .filter(kind -> kind.name().equalsIgnoreCase(type))
                .findFirst();
    }

    private boolean isThere() {
        return !"delete".equals(xml.getAttributeValue(null, "action"))
                && !"false".equals(xml.getAttributeValue(null, "visible"));
    }

    private long number(String attribute) throws UnreadableExtract {
        String value = xml.getAttributeValue(null, attribute);
        if (value == null) {
            throw new UnreadableExtract("a <" + xml.getLocalName() + "> has no " + attribute);
        }
        return Long.parseLong(value);
    }

    private Tags tags() {
        return tags.isEmpty() ? Tags.NONE : new Tags(tags.toArray(String[]::new));
    }

    private static int units(String degrees) {
        return (int) Math.round(Double.parseDouble(degrees) * ExtractPass.UNITS_PER_DEGREE);
    }
}
