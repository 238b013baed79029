package io.mediajobs.monitoring;

import java.util.Locale;

/** An SVG picture in the making; lengths are in pixels. */
final class Svg {

  private final StringBuilder out = new StringBuilder();

  Svg(int width, int height) {
    line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " font-family=\"Inter, Helvetica, Arial, sans-serif\">",
        width, height, width, height);
  }

  void box(double x, double y, double width, double height, String fill, String border) {
    line(
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\" fill=\"%s\""
            + " stroke=\"%s\"/>",
        x, y, width, height, fill, border);
  }

  void stroke(double x1, double y1, double x2, double y2, String color) {
    line(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
        x1, y1, x2, y2, color);
  }

  /** A line through points, given as {@code x,y x,y}. */
  void polyline(String points, String color) {
    line(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\""
            + " stroke-linejoin=\"round\"/>",
        points, color);
  }

  void area(String points, String color, double opacity) {
    line("<polygon points=\"%s\" fill=\"%s\" fill-opacity=\"%.2f\"/>", points, color, opacity);
  }

  /**
   * A text.
   *
   * @param anchor {@code start}, {@code middle} or {@code end}
   */
  void text(double x, double y, int size, String anchor, String color, String text) {
    line(
        "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
        x,
        y,
        size,
        anchor,
        color,
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
  }

  String end() {
    return out + "</svg>\n";
  }

  private void line(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
