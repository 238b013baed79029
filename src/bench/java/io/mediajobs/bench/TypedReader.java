package io.mediajobs.bench;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import io.mediajobs.schema.EventSchemas;
import io.mediajobs.schema.RecordType;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.codehaus.stax2.io.Stax2ByteArraySource;

/**
 * Typed by hand: each job from the tokens of the fastest StAX parser straight into a Struct of the
 * same schema. What has no field is lost.
 */
final class TypedReader extends PlainReader {

  private static final Map<String, String> PARTITION = Map.of("url", "jobs");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssZ");

  private final XMLInputFactory factory = new InputFactoryImpl();
  private final Type job = Type.of(EventSchemas.MEDIA_JOB.required());
  private final Struct source =
      new Struct(EventSchemas.JOB_SOURCE.required())
          .put("bucket", "examplebucket-1250000000")
          .put("region", "ap-chongqing")
          .put("path", "jobs")
          .put("tag", "Transcode");

  @Override
  List<SourceRecord> records(byte[] page) {
    try {
      List<SourceRecord> records = new ArrayList<>(SamplePages.SIZE);
      XMLStreamReader in =
          factory.createXMLStreamReader(new Stax2ByteArraySource(page, 0, page.length));
      in.nextTag();
      while (in.nextTag() == XMLStreamConstants.START_ELEMENT) {
        if (in.getLocalName().equals("JobsDetail")) {
          records.add(record(in));
        } else {
          next(in.getElementText());
        }
      }
      in.close();
      return records;
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException("A sample page can be read", impossible);
    }
  }

  private SourceRecord record(XMLStreamReader in) throws XMLStreamException {
    Struct value =
        new Struct(job.schema)
            .put("observedAt", new Date())
            .put("source", source)
            .put("other", Map.of())
            .put("truncated", List.of());
    read(in, job, value);
    return new SourceRecord(
        PARTITION,
        Map.of("time", ((Date) value.get("creationTime")).getTime()),
        "t.jobs",
        null,
        Schema.STRING_SCHEMA,
        value.getString("jobId"),
        job.schema,
        value);
  }

  private static void read(XMLStreamReader in, Type type, Struct target) throws XMLStreamException {
    for (int event = in.next(); event != XMLStreamConstants.END_ELEMENT; event = in.next()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        Slot slot = type.slots.get(in.getLocalName());
        if (slot == null) {
          skip(in);
        } else if (slot.inner != null) {
          // Put while it is empty, as a Struct is looked through when it is put.
          Struct inner = new Struct(slot.inner.schema);
          put(target, slot, inner);
          read(in, slot.inner, inner);
        } else {
          put(target, slot, value(slot.item, in.getElementText()));
        }
      }
    }
  }

  private static void skip(XMLStreamReader in) throws XMLStreamException {
    for (int depth = 1; depth > 0; ) {
      int event = in.next();
      depth += event == XMLStreamConstants.START_ELEMENT ? 1 : 0;
      depth -= event == XMLStreamConstants.END_ELEMENT ? 1 : 0;
    }
  }

  private static void put(Struct target, Slot slot, Object value) {
    if (value == null) {
      return;
    }
    if (slot.item == slot.field.schema()) {
      target.put(slot.field, value);
      return;
    }
    List<Object> items = target.getArray(slot.field.name());
    if (items == null) {
      items = new ArrayList<>();
      target.put(slot.field, items);
    }
    items.add(value);
  }

  private static Object value(Schema schema, String text) {
    try {
      return switch (schema.type()) {
        case STRING -> text;
        case INT32 -> Integer.valueOf(text);
        case FLOAT64 -> Double.valueOf(text);
        case INT64 ->
            schema.name() == null
                ? (Object) Long.valueOf(text)
                : text.length() < 2
                    ? null
                    : new Date(OffsetDateTime.parse(text, TIME).toInstant().toEpochMilli());
        default -> throw new IllegalStateException("No leaf: " + schema.type());
      };
    } catch (NumberFormatException | DateTimeParseException none) {
      return null;
    }
  }

  /** The fields of a record type, by their elements. */
  private record Type(Schema schema, Map<String, Slot> slots) {

    static Type of(Schema schema) {
      RecordType type = EventSchemas.find(schema.name());
      Map<String, Slot> slots = new HashMap<>();
      type.fieldsByElement()
          .forEach((element, name) -> slots.put(element, Slot.of(schema.field(name))));
      return new Type(schema, slots);
    }
  }

  /** A field, what each of its items is, and what is in that; null for a leaf. */
  private record Slot(Field field, Schema item, Type inner) {

    static Slot of(Field field) {
      Schema schema = field.schema();
      Schema item = schema.type() == Schema.Type.ARRAY ? schema.valueSchema() : schema;
      return new Slot(field, item, item.type() == Schema.Type.STRUCT ? Type.of(item) : null);
    }
  }
}
