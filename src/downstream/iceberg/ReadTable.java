import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.hadoop.HadoopCatalog;
import org.apache.iceberg.io.CloseableIterable;

/** Prints columns of an Iceberg table: the warehouse, the table, and the columns, a.b for fields. */
public class ReadTable {

  public static void main(String[] args) throws Exception {
    try (HadoopCatalog catalog = new HadoopCatalog(new Configuration(), args[0])) {
      Table table = catalog.loadTable(TableIdentifier.parse(args[1]));
      try (CloseableIterable<Record> records = IcebergGenerics.read(table).build()) {
        for (Record record : records) {
          System.out.println(
              Arrays.stream(args)
                  .skip(2)
                  .map(column -> String.valueOf(value(record, column)))
                  .collect(Collectors.joining("\t")));
        }
      }
    }
  }

  private static Object value(Record record, String column) {
    Object value = record;
    for (String name : column.split("\\.")) {
      value = value == null ? null : ((Record) value).getField(name);
    }
    return value;
  }
}
