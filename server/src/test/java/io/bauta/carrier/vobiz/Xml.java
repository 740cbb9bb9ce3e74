package io.bauta.carrier.vobiz;

import io.bauta.carrier.CarrierReply;
import io.bauta.carrier.CarrierReply.InResponse;
import io.bauta.carrier.HttpReply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads our documents as a carrier would: with a real parser, from the bytes. */
final class Xml {

  private Xml() {}

  static HttpReply http(CarrierReply reply) {
    return switch (reply) {
      case InResponse(HttpReply http, var _) -> http;
      case CarrierReply.ByCommand _ -> throw new AssertionError("Vobiz is not told by command");
    };
  }

  /** The root of the document. */
  static Element parse(HttpReply reply) {
    try {
      DocumentBuilder parser = DocumentBuilderFactory.newNSInstance().newDocumentBuilder();
      parser.setErrorHandler(null);
      return parser.parse(new ByteArrayInputStream(reply.body())).getDocumentElement();
    } catch (ParserConfigurationException | SAXException | IOException notXml) {
      throw new AssertionError("the reply is no XML document", notXml);
    }
  }

  static boolean has(Element root, String name) {
    return root.getElementsByTagName(name).getLength() > 0;
  }

  /** Every element of this name, in order. */
  static List<Element> all(Element root, String name) {
    NodeList found = root.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  /** The only element of this name. */
  static Element only(Element root, String name) {
    if (root.getElementsByTagName(name).getLength() != 1) {
      throw new AssertionError("expected one " + name);
    }
    return (Element) root.getElementsByTagName(name).item(0);
  }
}
