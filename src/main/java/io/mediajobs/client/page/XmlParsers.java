package io.mediajobs.client.page;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.io.Stax2ByteArraySource;

/**
 * A hardened factory of parsers, which share their table of names: real answers have the same ones
 * again and again. As the table forgets none, the factory is replaced once it has read more than
 * real answers can have. Safe for use by several threads.
 */
public final class XmlParsers {

  /** The documentation of the API has some 700. */
  static final int MAX_NAMES = 2000;

  private static volatile XmlParsers current = new XmlParsers();

  private final InputFactoryImpl factory = factory();
  private final Set<String> names = ConcurrentHashMap.newKeySet();

  private XmlParsers() {}

  /** The factory for a document that is to be read now. */
  static XmlParsers current() {
    XmlParsers parsers = current;
    if (parsers.names.size() > MAX_NAMES) {
      parsers = new XmlParsers();
      current = parsers;
    }
    return parsers;
  }

  /** A parser, before the root element. */
  XMLStreamReader2 parser(byte[] xml) throws XMLStreamException {
    return (XMLStreamReader2)
        factory.createXMLStreamReader(new Stax2ByteArraySource(xml, 0, xml.length));
  }

  /** Notes a name that a parser of this factory has read. */
  void read(String name) {
    names.add(name);
  }

  /**
   * Made by its constructor: a look-up by service would depend on the context class loader of the
   * thread, which under a Connect worker is not always the plugin's.
   */
  public static InputFactoryImpl factory() {
    InputFactoryImpl factory = new InputFactoryImpl();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    // What is wrong with a text shows when it is reached, not when somebody asks for it.
    factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    return factory;
  }
}
