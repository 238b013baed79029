package io.mediajobs.monitoring;

import io.mediajobs.monitoring.Dashboard.Panel;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Function;

/** Draws a dashboard in its own layout: much as Grafana would, but for everything that moves. */
public final class DashboardPicture {

  private static final int COLUMN = 54;
  private static final int ROW = 26;
  private static final int GAP = 4;
  private static final String INK = "#24292e";
  private static final String FAINT = "#7b8087";
  private static final String GRID = "#e9ebee";
  private static final String BORDER = "#dfe2e6";
  private static final List<String> COLORS =
      List.of(
          "#56a64b", "#3274d9", "#e0b400", "#e02f44", "#8f3bb8", "#ff780a", "#37a2a8", "#a16a49");

  private final Svg svg;
  private final long from;
  private final long to;

  private DashboardPicture(Svg svg, long from, long to) {
    this.svg = svg;
    this.from = from;
    this.to = to;
  }

  /**
   * The picture as SVG.
   *
   * @param data the series of each panel; none for a row
   * @param from the left edge of each chart, in seconds
   * @param to the right edge
   */
  public static String draw(
      Dashboard dashboard, Function<Panel, List<Series>> data, long from, long to) {
    int height = dashboard.panels().stream().mapToInt(p -> p.y() + p.height()).max().orElse(0);
    Svg svg = new Svg(24 * COLUMN + GAP, height * ROW + GAP);
    svg.box(0, 0, 24 * COLUMN + GAP, height * ROW + GAP, "#f4f5f7", "none");
    DashboardPicture picture = new DashboardPicture(svg, from, to);
    for (Panel panel : dashboard.panels()) {
      picture.panel(panel, data.apply(panel));
    }
    return svg.end();
  }

  private void panel(Panel panel, List<Series> series) {
    double x = panel.x() * COLUMN + GAP;
    double y = panel.y() * ROW + GAP;
    double width = panel.width() * COLUMN - GAP;
    double height = panel.height() * ROW - GAP;
    if (panel.kind().equals("row")) {
      svg.text(x + 4, y + 16, 14, "start", INK, "▾ " + panel.title());
      return;
    }
    svg.box(x, y, width, height, "#ffffff", BORDER);
    svg.text(x + 10, y + 18, 12, "start", INK, panel.title());
    if (panel.kind().equals("stat")) {
      stat(panel, series, x, y, width, height);
    } else {
      chart(panel, series, x, y, width, height);
    }
  }

  private void stat(
      Panel panel, List<Series> series, double x, double y, double width, double height) {
    for (int i = 0; i < series.size(); i++) {
      Series one = series.get(i);
      double left = x + i * width / series.size();
      double each = width / series.size();
      Plot plot =
          new Plot(left, y + height * 0.62, each, height * 0.36, Math.max(1, 1.6 * one.highest()));
      svg.area(plot.area(one.points()), COLORS.get(i), 0.15);
      svg.polyline(plot.line(one.points()), COLORS.get(i));
      String value = Units.text(panel.unit(), one.newest());
      double middle = left + each / 2;
      svg.text(middle, y + height * 0.55, 24, "middle", COLORS.get(i), value);
      svg.text(middle, y + height * 0.55 + 15, 11, "middle", FAINT, one.name());
    }
  }

  private void chart(
      Panel panel, List<Series> series, double x, double y, double width, double height) {
    List<Series> drawn = panel.stacked() ? Series.stacked(series) : series;
    double highest = drawn.stream().mapToDouble(Series::highest).max().orElse(0);
    double base = Units.base(panel.unit(), highest);
    double step = base * step(highest / base / 4);
    double top = step * Math.max(1, Math.ceil(highest / step - 1e-9));
    Plot plot = new Plot(x + 58, y + 30, width - 72, height - 78, top);
    for (double value = 0; value <= top * 1.001; value += step) {
      double level = plot.y(value);
      svg.stroke(x + 58, level, x + width - 14, level, GRID);
      svg.text(x + 52, level + 4, 10, "end", FAINT, Units.text(panel.unit(), value));
    }
    double between = 30 * step((to - from) / 30.0 / 6);
    for (double time = 0; time <= to - from; time += between) {
      double at = plot.x(from + time);
      svg.stroke(at, y + 30, at, y + height - 48, GRID);
      String label = String.format(Locale.ROOT, "%d:%02d", (int) time / 60, (int) time % 60);
      svg.text(at, y + height - 34, 10, "middle", FAINT, label);
    }
    // The last of a stack is the highest: drawn first, it leaves the others to be seen.
    for (int i = drawn.size() - 1; i >= 0; i--) {
      NavigableMap<Long, Double> points = drawn.get(i).points();
      String color = COLORS.get(i % COLORS.size());
      svg.area(plot.area(points), panel.stacked() ? "#ffffff" : color, panel.stacked() ? 1 : 0.08);
      svg.area(plot.area(points), color, panel.stacked() ? 0.35 : 0);
      svg.polyline(plot.line(points), color);
    }
    legend(series, x + 14, y + height - 14, width - 28);
  }

  private void legend(List<Series> series, double x, double y, double width) {
    double left = x;
    for (int i = 0; i < series.size(); i++) {
      String name = series.get(i).name();
      double needed = 28 + 6.3 * name.length();
      if (left + needed > x + width) {
        svg.text(left, y + 4, 11, "start", FAINT, "…");
        return;
      }
      svg.box(left, y - 1, 12, 3, COLORS.get(i % COLORS.size()), "none");
      svg.text(left + 16, y + 4, 11, "start", FAINT, name);
      left += needed;
    }
  }

  /** A round number, no less than this: 1, 2 or 5 with any number of zeros. */
  private static double step(double atLeast) {
    if (atLeast <= 0) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
    for (double round : new double[] {1, 2, 5}) {
      if (round * power >= atLeast * 0.999) {
        return round * power;
      }
    }
    return 10 * power;
  }

  /** Where values stand in a rectangle. */
  private final class Plot {
    private final double left;
    private final double top;
    private final double width;
    private final double height;
    private final double highest;

    Plot(double left, double top, double width, double height, double highest) {
      this.left = left;
      this.top = top;
      this.width = width;
      this.height = height;
      this.highest = highest;
    }

    double x(double time) {
      return left + width * (time - from) / Math.max(1, to - from);
    }

    double y(double value) {
      return top + height * (1 - Math.min(1, value / highest));
    }

    String line(Map<Long, Double> points) {
      StringBuilder line = new StringBuilder();
      double[] before = {Double.NaN, Double.NaN};
      points.forEach(
          (time, value) -> {
            // Of a level stretch the ends are enough.
            double level = y(value);
            if (level != before[1]) {
              if (!Double.isNaN(before[0])) {
                append(line, before[0], before[1]);
              }
              append(line, x(time), level);
            }
            before[0] = x(time);
            before[1] = level;
          });
      append(line, before[0], before[1]);
      return points.isEmpty() ? "" : line.toString().strip();
    }

    String area(NavigableMap<Long, Double> points) {
      if (points.isEmpty()) {
        return "";
      }
      StringBuilder area = new StringBuilder();
      append(area, x(points.firstKey()), top + height);
      area.append(line(points)).append(' ');
      append(area, x(points.lastKey()), top + height);
      return area.toString().strip();
    }

    private void append(StringBuilder line, double x, double y) {
      line.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
    }
  }
}
