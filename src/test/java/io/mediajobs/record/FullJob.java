package io.mediajobs.record;

import io.mediajobs.job.JobElement;
import io.mediajobs.job.KnownTag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Timestamp;

/** Jobs with every element that is known of their tag, each with a text of its own. */
final class FullJob {

  private final Map<String, List<TreeNode>> nodes = new HashMap<>();
  private final int copies;
  private final KnownTag tag;
  private int number;

  private FullJob(KnownTag tag, int copies) {
    this.tag = tag;
    this.copies = copies;
  }

  /**
   * A job.
   *
   * @param copies how often an element stands there that may repeat
   */
  static JobElement of(KnownTag tag, int copies) {
    TreeNode root = new TreeNode("JobsDetail");
    FullJob job = new FullJob(tag, copies);
    job.nodes.put("", List.of(root));
    ApiField.of(tag).forEach(job::add);
    return root.toElement();
  }

  private void add(ApiField field) {
    int slash = field.path().lastIndexOf('/');
    String around = slash < 0 ? "" : field.path().substring(0, slash);
    String name = field.path().substring(slash + 1);
    List<TreeNode> added = new ArrayList<>();
    for (TreeNode parent : nodes.get(around)) {
      for (int copy = field.repeats() ? copies : 1; copy > 0; copy--) {
        TreeNode node = parent.add(name);
        node.text = field.isLeaf() ? text(field, name) : "";
        added.add(node);
      }
    }
    nodes.put(field.path(), added);
  }

  private String text(ApiField field, String name) {
    number++;
    Schema schema = field.schema();
    if (schema != null && Timestamp.LOGICAL_NAME.equals(schema.name())) {
      return "2022-06-27T15:%02d:%02d+0800".formatted(number / 60 % 60, number % 60);
    }
    return switch (name) {
      case "Tag" -> tag.tag();
      case "State" -> "Success";
      default ->
          switch (schema == null ? Schema.Type.STRING : schema.type()) {
            case INT32, INT64 -> Integer.toString(number);
            case FLOAT64 -> number + ".500000";
            default -> "t" + number;
          };
    };
  }
}
