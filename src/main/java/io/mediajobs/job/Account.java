package io.mediajobs.job;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What there is to read in an account.
 *
 * @param buckets each with its queues, of which there are none where nobody asks for them; sorted
 * @param listedBy the paths that list a bucket, {@link JobTags#bucketPaths}; of a bucket that the
 *     settings name, and nobody has listed, there is no entry
 */
public record Account(Map<Bucket, JobQueues> buckets, Map<Bucket, Set<String>> listedBy) {

  /** An account of which nothing is known. */
  public static final Account NONE = new Account(Map.of(), Map.of());

  /** Makes copies that can't be changed. */
  public Account {
    buckets = Collections.unmodifiableMap(new TreeMap<>(buckets));
    listedBy = Map.copyOf(listedBy);
  }

  /** Whether jobs of a tag can be in a bucket: whether its family is turned on there. */
  public boolean has(Bucket bucket, String tag) {
    Set<String> paths = listedBy.get(bucket);
    return paths == null || !Collections.disjoint(paths, JobTags.bucketPaths(tag));
  }

  /** Every queue by a name of its own: its id, behind the bucket where there are several. */
  public NavigableSet<String> queueNames() {
    return queuesWithout(NONE);
  }

  /** The queues that this account has and the other does not, by those names. */
  public NavigableSet<String> queuesWithout(Account other) {
    NavigableSet<String> names = new TreeSet<>();
    buckets.forEach(
        (bucket, queues) -> {
          String prefix = buckets.size() == 1 ? "" : bucket + "/";
          JobQueues others = other.buckets.getOrDefault(bucket, JobQueues.NONE);
          queues.without(others).forEach(id -> names.add(prefix + id));
        });
    return names;
  }

  /** What two looks agree on; of that in which they differ, what this account has. */
  public Account agreed(Account one, Account other) {
    Map<Bucket, JobQueues> agreed = new TreeMap<>();
    Map<Bucket, Set<String>> by = new TreeMap<>();
    for (Bucket bucket :
        JobQueues.agreed(buckets.keySet(), one.buckets.keySet(), other.buckets.keySet())) {
      // One that a look has not shown is as it was.
      Account first = one.buckets.containsKey(bucket) ? one : this;
      Account second = other.buckets.containsKey(bucket) ? other : this;
      agreed.put(bucket, queues(bucket).agreed(first.queues(bucket), second.queues(bucket)));
      if (first.listedBy.containsKey(bucket) || second.listedBy.containsKey(bucket)) {
        by.put(bucket, JobQueues.agreed(by(bucket), first.by(bucket), second.by(bucket)));
      }
    }
    return new Account(agreed, by);
  }

  private JobQueues queues(Bucket bucket) {
    return buckets.getOrDefault(bucket, JobQueues.NONE);
  }

  private Set<String> by(Bucket bucket) {
    return listedBy.getOrDefault(bucket, Set.of());
  }

  /** The names of the buckets, with their regions. */
  public NavigableSet<String> bucketNames() {
    NavigableSet<String> names = new TreeSet<>();
    buckets.keySet().forEach(bucket -> names.add(bucket.toString()));
    return names;
  }

  /**
   * A bucket of an account.
   *
   * @param name with the APPID of the account, {@code examplebucket-1250000000}
   * @param region {@code ap-chongqing}
   */
  public record Bucket(String name, String region) implements Comparable<Bucket> {

    private static final Pattern NAME_FORM =
        Pattern.compile("[a-z0-9][a-z0-9-]{0,199}-[0-9]{1,20}");
    private static final Pattern REGION_FORM = Pattern.compile("[a-z]{1,20}(-[a-z0-9]{1,20}){1,5}");
    private static final Comparator<Bucket> ORDER =
        Comparator.comparing(Bucket::name).thenComparing(Bucket::region);

    /** Whether a text can be the name of a bucket: it becomes a part of a host. */
    public static boolean isName(String text) {
      return NAME_FORM.matcher(text).matches();
    }

    /** Whether a text can be a region: it becomes a part of a host. */
    public static boolean isRegion(String text) {
      return REGION_FORM.matcher(text).matches();
    }

    @Override
    public int compareTo(Bucket other) {
      return ORDER.compare(this, other);
    }

    /** {@code examplebucket-1250000000@ap-chongqing}, as settings name it. */
    @Override
    public String toString() {
      return name + "@" + region;
    }
  }
}
