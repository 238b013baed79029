package io.mediajobs.client;

import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobElement.Attribute;
import java.util.ArrayList;
import java.util.List;

/** An element whose end has not come yet. */
final class OpenElement {

  /** How long the path of the element is. */
  final int path;

  final List<JobElement> children = new ArrayList<>();
  private final String name;
  private final List<Attribute> attributes;
  private final StringBuilder kept = new StringBuilder(0);

  OpenElement(String name, int path, List<Attribute> attributes) {
    this.name = name;
    this.path = path;
    this.attributes = attributes;
  }

  /** Takes the text before a child; white space there is layout. */
  void keepUnlessBlank(StringBuilder run) {
    if (!run.chars().allMatch(Character::isWhitespace)) {
      kept.append(run);
    }
    run.setLength(0);
  }

  /** The whole element, with the text before its end. */
  JobElement close(StringBuilder run) {
    if (children.isEmpty()) {
      kept.append(run);
      run.setLength(0);
    } else {
      keepUnlessBlank(run);
    }
    return new JobElement(name, kept.toString(), attributes, children);
  }
}
