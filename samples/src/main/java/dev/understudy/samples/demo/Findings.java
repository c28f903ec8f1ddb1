package dev.understudy.samples.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a demo has found: for people, for programs, and whether all of it held. */
public interface Findings {
  /** What did not hold; empty if all did. */
  List<String> objections();

  /** What programs get to know, in the order in which it is written. */
  Map<String, Object> figures();

  /** What comes before the verdict: lines, the last of them empty; or nothing. */
  default List<String> preface() {
    return List.of();
  }

  /** The verdict if all held, as a sentence. */
  String promise();

  /** What people get to know after the verdict. */
  List<String> table();

  /** One JSON object on one line. */
  default String toJson() {
    try {
      return new ObjectMapper().writeValueAsString(figures());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and words are always JSON", e);
    }
  }

  /** All that people get to know. */
  default List<String> lines() {
    List<String> objections = objections();
    List<String> lines = new ArrayList<>(List.of(""));
    lines.addAll(preface());
    lines.add("Verdict: " + (objections.isEmpty() ? promise() : "the promise was NOT kept."));
    objections.forEach(objection -> lines.add("  ! " + objection));
    lines.add("");
    lines.addAll(table());
    return lines;
  }
}
