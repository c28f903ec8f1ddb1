package dev.understudy.cli.text;

import dev.understudy.Internal;
import java.util.ArrayList;
import java.util.List;

/** Rows under headings, in columns as wide as what stands in them. Confined to one thread. */
@Internal
public final class Table {
  /** Names and reasons may be long; each row has to stay a line. */
  private static final int WIDEST = 48;

  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... headings) {
    rows.add(List.of(headings));
  }

  /** One cell for each heading. What is foreign in them cannot steer a terminal, and a long one is cut, but an id. */
  public void add(String id, String... cells) {
    List<String> row = new ArrayList<>();
    row.add(Words.plain(id));
    for (String cell : cells) {
      row.add(shortened(Words.plain(cell)));
    }
    rows.add(row);
  }

  private static String shortened(String text) {
    int characters = text.codePointCount(0, text.length());
    return characters <= WIDEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, WIDEST - 1)) + "…";
  }

  public List<String> lines() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    rows.forEach(row -> {
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(widths[column], length(row.get(column)));
      }
    });
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int... widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = row.get(column);
      line.append(cell).append(" ".repeat(widths[column] - length(cell) + 2));
    }
    return line.toString().stripTrailing();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
