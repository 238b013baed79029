package io.mediajobs.client.page;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import io.mediajobs.job.JobElement.Attribute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
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

  /**
   * Names of one document; the documentation of the API has some 700. Made to collide, they are
   * slow.
   */
  private static final int MAX_NAMES = 5000;

  /** Names that the parsers of one factory share. */
  private static final int MAX_SHARED_NAMES = 2000;

  private static volatile XmlParsers current = new XmlParsers();

  private final InputFactoryImpl factory = factory();
  private final Set<String> names = ConcurrentHashMap.newKeySet();

  private XmlParsers() {}

  /** The factory for a document that is to be read now. */
  static XmlParsers current() {
    XmlParsers parsers = current;
    if (parsers.names.size() > MAX_SHARED_NAMES) {
      parsers = new XmlParsers();
      current = parsers;
    }
    return parsers;
  }

  /** A parser of a document, before its root element. */
  Parser parser(byte[] xml) throws MalformedPageException {
    return new Parser(xml);
  }

  /** Goes through one document strictly. What it says of damage shows nothing of the text. */
  final class Parser implements AutoCloseable {

    private final XMLStreamReader2 in;
    private final Set<String> ofDocument = new HashSet<>();

    /** Names as they came last, by their hashes: most have just been there. */
    private final String[] lately = new String[256];

    private Parser(byte[] xml) throws MalformedPageException {
      var source = new Stax2ByteArraySource(xml, 0, xml.length);
      try {
        in = (XMLStreamReader2) factory.createXMLStreamReader(source);
      } catch (XMLStreamException | RuntimeException unreadable) {
        throw new MalformedPageException("has an unreadable XML declaration", 1, 1);
      }
      String declared = in.getCharacterEncodingScheme();
      if (declared != null
          && !declared.equalsIgnoreCase("UTF-8")
          && !declared.equalsIgnoreCase("US-ASCII")) {
        close();
        throw new MalformedPageException("declares an encoding other than UTF-8", 1, 1);
      }
    }

    /** Moves on; returns what is there, as {@link XMLStreamConstants} call it. */
    int next() throws MalformedPageException {
      int event;
      try {
        event = in.next();
      } catch (XMLStreamException | RuntimeException illFormed) {
        // Aalto reports some broken documents unchecked. Its own message quotes the answer.
        String reason = String.valueOf(illFormed.getMessage());
        boolean cut = reason.regionMatches(true, 0, "Unexpected end-of-input", 0, 23);
        Location at = in.getLocationInfo().getCurrentLocation();
        throw new MalformedPageException(cut ? "is cut off" : "is not well-formed", at);
      }
      if (event == XMLStreamConstants.DTD) {
        throw malformed("has a document type declaration, as an HTML page does,");
      }
      if (event == XMLStreamConstants.ENTITY_REFERENCE) {
        throw malformed("refers to an undeclared entity");
      }
      return event;
    }

    /** The name of the element that was just started. */
    String name() {
      return in.getLocalName();
    }

    /** The attributes of the element that was just started, their names counted. */
    List<Attribute> attributes() throws MalformedPageException {
      int count = in.getAttributeCount();
      if (count == 0) {
        return List.of();
      }
      List<Attribute> attributes = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        String name = in.getAttributeLocalName(i);
        count(name);
        attributes.add(new Attribute(name, in.getAttributeValue(i)));
      }
      return attributes;
    }

    /** The text that was just read. */
    String text() {
      return in.getText();
    }

    /** Counts a name, as a document may have only so many. */
    void count(String name) throws MalformedPageException {
      int place = name.hashCode() & (lately.length - 1);
      if (name.equals(lately[place])) {
        return;
      }
      lately[place] = name;
      if (ofDocument.add(name)) {
        names.add(name);
        if (ofDocument.size() > MAX_NAMES) {
          throw malformed("has more than " + MAX_NAMES + " different names");
        }
      }
    }

    /** The place of what was just read; of an element that was just started, its beginning. */
    Location position() {
      return in.getLocation();
    }

    /** That there is something wrong with what was just read. */
    MalformedPageException malformed(String reason) {
      return new MalformedPageException(reason, position());
    }

    /** Gives the parser's buffers back. */
    @Override
    public void close() {
      try {
        in.close();
      } catch (XMLStreamException | RuntimeException nothingLeftToRead) {
        // The bytes are in memory: there is no file to lose. Of some encodings Aalto can't even
        // close what it has read.
      }
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
