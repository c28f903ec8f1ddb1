package dev.understudy.samples.corpus;

/**
 * A piece of a debate.
 *
 * @param title of the item on the agenda
 * @param date as year, month and day
 * @param text as it was spoken; paragraphs are separated by several spaces
 */
public record Debate(String title, String date, String text) {

  static Debate parse(String line) {
    String[] parts = line.split("\t", 3);
    return new Debate(parts[0].strip(), parts[1].strip(), parts[2].strip());
  }
}
