package io.mediajobs.record;

import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobElement.Attribute;
import java.util.Random;

/**
 * Jobs as the service never sent them: mostly elements that are known, where they belong; repeated,
 * misplaced, unknown, empty and odd ones among them. The same seed gives the same job.
 */
final class RandomTree {

  private static final String[][] KNOWN =
      ApiField.ALL.stream()
          .map(field -> field.names().toArray(String[]::new))
          .toArray(String[][]::new);

  /** The ones that typed fields are made from get half of the chances. */
  private static final String[][] RESULTS =
      ApiField.ALL.stream()
          .filter(field -> field.isResult() && field.isDocumented())
          .map(field -> field.names().toArray(String[]::new))
          .toArray(String[][]::new);

  private static final String[] UNKNOWN = {"Unknown", "x-y", "_1", "A", "Zz.9", "\u540d", "\u00e9"};

  private static final String[] TEXTS = {
    "",
    " ",
    "\n\t ",
    "-",
    "30",
    " 30 ",
    "+5",
    "-0",
    "007",
    "\uff13\uff10",
    "abc",
    "99999999999",
    "9223372036854775807",
    "99999999999999999999",
    "0.000000",
    "834.736000",
    "25.0",
    "1e3",
    "1e400",
    "1e-400",
    "2e23",
    "-0.0",
    ".5",
    "5.",
    "2147483648",
    "3.14159265358979312",
    "12345678901234567890.5",
    "N/A",
    "NaN",
    "Infinity",
    "1d",
    "0x1p3",
    "1/44100",
    "true",
    "a/b[1]@c",
    "<a>&amp;</a>",
    "]]>",
    "a\r\nb\tc",
    "2022-06-27T15:23:12+0800",
    "2022-08-09 14:54:17+08:00",
    " 2022-06-27T15:23:12.500Z ",
    "2022-13-01T00:00:00+0800",
    "2022-06-27T15:23:12.123456+0800",
    "+999999999-01-01T00:00:00+0800",
    "\u6d4b\u8bd5",
    "e\u0301 \u05d0\u200f \u00a0",
    "\ud83c\udfac\ud83d\udc69\u200d\ud83d\udcbb"
  };

  private static final String[] ATTRIBUTES = {"a", "b", "index", "\u540d"};

  private final Random random;

  private RandomTree(Random random) {
    this.random = random;
  }

  /** One job. */
  static JobElement job(long seed) {
    return new RandomTree(new Random(seed)).job();
  }

  private JobElement job() {
    TreeNode job = new TreeNode("JobsDetail");
    job.add("JobId").text = "j" + random.nextInt(1000);
    job.add("State").text = "Running";
    for (int n = random.nextInt(12); n > 0; n--) {
      String[][] paths = random.nextBoolean() ? KNOWN : RESULTS;
      put(job, paths[random.nextInt(paths.length)]);
    }
    // The two that every job must have stay what they are; all else may be disturbed.
    for (TreeNode child : job.children.subList(2, job.children.size())) {
      disturb(child, 3);
    }
    attributes(job);
    text(job);
    return job.toElement();
  }

  private void put(TreeNode job, String[] path) {
    TreeNode at = job;
    for (String name : path) {
      TreeNode last = at.last(name);
      boolean first = last == null || last == job.children.get(0) || last == job.children.get(1);
      at = first || random.nextInt(4) == 0 ? at.add(name) : last;
    }
    at.text = pick(TEXTS);
  }

  private void disturb(TreeNode node, int depth) {
    attributes(node);
    if (!node.children.isEmpty()) {
      for (TreeNode child : node.children) {
        disturb(child, depth);
      }
      text(node);
    }
    if (depth > 0 && random.nextInt(10) == 0) {
      for (int n = random.nextInt(3); n >= 0; n--) {
        TreeNode odd = node.add(random.nextBoolean() ? pick(UNKNOWN) : misplaced());
        odd.text = pick(TEXTS);
        disturb(odd, depth - 1);
      }
    }
  }

  private void text(TreeNode node) {
    if (random.nextInt(12) == 0) {
      node.text = pick(TEXTS);
    }
  }

  private void attributes(TreeNode node) {
    while (random.nextInt(10) == 0 && node.attributes.size() < 3) {
      node.attributes.add(new Attribute(pick(ATTRIBUTES), pick(TEXTS)));
    }
  }

  private String misplaced() {
    String[] path = KNOWN[random.nextInt(KNOWN.length)];
    return path[random.nextInt(path.length)];
  }

  private String pick(String[] of) {
    return of[random.nextInt(of.length)];
  }
}
