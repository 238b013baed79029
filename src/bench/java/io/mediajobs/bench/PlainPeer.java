package io.mediajobs.bench;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import com.fasterxml.aalto.stax.OutputFactoryImpl;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.xml.XmlFactory;
import com.fasterxml.jackson.dataformat.xml.XmlMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * What connectors for any HTTP service do: each job of a page as a JSON text without a schema,
 * found by the pointer of its id, with a cursor of its time.
 */
final class PlainPeer extends PlainReader {

  private static final JsonPointer JOBS = JsonPointer.compile("/JobsDetail");
  private static final JsonPointer NEXT = JsonPointer.compile("/NextToken");
  private static final JsonPointer ID = JsonPointer.compile("/JobId");
  private static final JsonPointer TIME = JsonPointer.compile("/CreationTime");
  private static final Map<String, String> PARTITION = Map.of("url", "jobs");

  private final ObjectMapper xml =
      new XmlMapper(new XmlFactory(new InputFactoryImpl(), new OutputFactoryImpl()));

  private final ObjectMapper json = new ObjectMapper();

  @Override
  List<SourceRecord> records(byte[] page) {
    try {
      List<SourceRecord> records = new ArrayList<>(SamplePages.SIZE);
      JsonNode root = xml.readTree(page);
      next(root.at(NEXT).asText());
      for (JsonNode job : root.at(JOBS)) {
        records.add(
            new SourceRecord(
                PARTITION,
                Map.of("time", job.at(TIME).asText()),
                "t.jobs",
                null,
                Schema.STRING_SCHEMA,
                job.at(ID).asText(),
                Schema.STRING_SCHEMA,
                json.writeValueAsString(job)));
      }
      return records;
    } catch (IOException impossible) {
      throw new IllegalStateException("A sample page can be read", impossible);
    }
  }
}
