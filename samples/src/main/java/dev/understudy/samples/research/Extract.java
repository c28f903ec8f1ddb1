package dev.understudy.samples.research;

/**
 * A sentence of a debate, and where it comes from.
 *
 * @param topic under which it was found
 * @param text the sentence
 * @param title of the debate
 * @param date of the debate
 */
public record Extract(String topic, String text, String title, String date) {
  /** Title and date of the debate. */
  public String source() {
    return title + ", " + date;
  }
}
