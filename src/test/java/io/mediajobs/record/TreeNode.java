package io.mediajobs.record;

import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobElement.Attribute;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An element of a job that is still being built. */
final class TreeNode {

  final String name;
  final List<Attribute> attributes = new ArrayList<>();
  final List<TreeNode> children = new ArrayList<>();
  String text = "";

  TreeNode(String name) {
    this.name = name;
  }

  /** A new last child. */
  TreeNode add(String childName) {
    TreeNode child = new TreeNode(childName);
    children.add(child);
    return child;
  }

  /** The last child of this name; null where there is none. */
  @Nullable TreeNode last(String childName) {
    for (int i = children.size() - 1; i >= 0; i--) {
      if (children.get(i).name.equals(childName)) {
        return children.get(i);
      }
    }
    return null;
  }

  /** The element; between children white space alone is no text, as the reader sees it. */
  JobElement toElement() {
    boolean layout = !children.isEmpty() && text.isBlank();
    return new JobElement(
        name, layout ? "" : text, attributes, children.stream().map(TreeNode::toElement).toList());
  }
}
