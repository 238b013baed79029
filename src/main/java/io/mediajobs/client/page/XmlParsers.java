package io.mediajobs.client.page;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.io.Stax2ByteArraySource;

/**
 * Hardened parsers, each of a factory of its own: the parsers of one share their table of names,
 * which forgets none.
 */
public final class XmlParsers {

  private XmlParsers() {}

  /** A parser of a document, before its root element. */
  static XMLStreamReader2 parser(byte[] xml) throws MalformedPageException {
    Stax2ByteArraySource source = new Stax2ByteArraySource(xml, 0, xml.length);
    XMLStreamReader2 parser;
    try {
      parser = (XMLStreamReader2) factory().createXMLStreamReader(source);
    } catch (XMLStreamException | RuntimeException unreadable) {
      throw new MalformedPageException("has an unreadable XML declaration", 1, 1);
    }
    String declared = parser.getCharacterEncodingScheme();
    if (declared != null
        && !declared.equalsIgnoreCase("UTF-8")
        && !declared.equalsIgnoreCase("US-ASCII")) {
      close(parser);
      throw new MalformedPageException("declares an encoding other than UTF-8", 1, 1);
    }
    return parser;
  }

  /**
   * Moves a parser on.
   *
   * @return what is there, as {@link XMLStreamConstants} call it
   * @throws MalformedPageException where it may not be there; its message shows nothing of the text
   */
  static int next(XMLStreamReader2 parser) throws MalformedPageException {
    int event;
    try {
      event = parser.next();
    } catch (XMLStreamException | RuntimeException illFormed) {
      // Aalto reports some broken documents unchecked. Its own message quotes the answer.
      String reason = String.valueOf(illFormed.getMessage());
      boolean cut = reason.regionMatches(true, 0, "Unexpected end-of-input", 0, 23);
      Location at = parser.getLocationInfo().getCurrentLocation();
      throw new MalformedPageException(cut ? "is cut off" : "is not well-formed", at);
    }
    if (event == XMLStreamConstants.DTD) {
      String reason = "has a document type declaration, as an HTML page does,";
      throw new MalformedPageException(reason, parser.getLocation());
    }
    if (event == XMLStreamConstants.ENTITY_REFERENCE) {
      throw new MalformedPageException("refers to an undeclared entity", parser.getLocation());
    }
    return event;
  }

  /** Gives a parser's buffers back. */
  static void close(XMLStreamReader2 parser) {
    try {
      parser.close();
    } catch (XMLStreamException | RuntimeException nothingLeftToRead) {
      // The bytes are in memory: there is no file to lose. Of some encodings Aalto can't even close
      // what it has read.
    }
  }

  /**
   * A hardened factory. Made by its constructor: a look-up by service would depend on the context
   * class loader of the thread, which under a Connect worker is not always the plugin's.
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
