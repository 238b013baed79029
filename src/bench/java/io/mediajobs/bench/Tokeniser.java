package io.mediajobs.bench;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.io.Stax2ByteArraySource;

/**
 * The limit that all else is measured against: names and texts by the fastest StAX parser, its
 * tables warm. Who reads all of a page can't do less.
 */
public final class Tokeniser {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int PAGES = 16;

  private final XMLInputFactory factory = new InputFactoryImpl();
  private final byte[][] pages = new byte[PAGES][];
  private int turn;
  private long characters;

  /** A tokeniser of some sample pages. */
  public Tokeniser() {
    for (int i = 0; i < PAGES; i++) {
      pages[i] = SamplePages.page(i * SamplePages.SIZE, SamplePages.SIZE, "next");
    }
  }

  /** The next page, all over again after the last. */
  public byte[] page() {
    turn = (turn + 1) % PAGES;
    return pages[turn];
  }

  /** Reads a page; returns how many characters its names and texts have had so far. */
  public long read(byte[] page) throws XMLStreamException {
    XMLStreamReader2 in =
        (XMLStreamReader2)
            factory.createXMLStreamReader(new Stax2ByteArraySource(page, 0, page.length));
    while (in.hasNext()) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> characters += in.getLocalName().length();
        case XMLStreamConstants.CHARACTERS -> characters += in.getText().length();
        default -> {}
      }
    }
    in.close();
    return characters;
  }

  /** How many nanoseconds of this thread's processor time so many jobs take. */
  long nanoseconds(int jobs) throws XMLStreamException {
    long since = THREADS.getCurrentThreadCpuTime();
    for (int job = 0; job < jobs; job += SamplePages.SIZE) {
      read(page());
    }
    return THREADS.getCurrentThreadCpuTime() - since;
  }
}
