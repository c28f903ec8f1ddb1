package dev.understudy.history;

import io.temporal.api.history.v1.History;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A history in a file. The id of its workflow, of which the ids of attendances are made, is no part of a
 * history, and stands in the file's name.
 *
 * @param shape what it is a history of
 */
record StoredHistory(String shape, String workflowId) {
  static final Path FOLDER = Path.of("src/test/resources/histories");

  /** Processes and machines, which are nobody's business. */
  private static final Pattern IDENTITY = Pattern.compile("(\"identity\": )\"[^\"]*\"");

  static StoredHistory in(Path file) {
    String name = file.getFileName().toString().replace(".json", "");
    int at = name.indexOf('@');
    return new StoredHistory(
        name.substring(0, at), URLDecoder.decode(name.substring(at + 1), StandardCharsets.UTF_8));
  }

  Path path() {
    return FOLDER.resolve(
        "%s@%s.json".formatted(shape, URLEncoder.encode(workflowId, StandardCharsets.UTF_8)));
  }

  String json(History history) {
    String json = new WorkflowExecutionHistory(history, workflowId).toJson(true);
    return IDENTITY.matcher(json).replaceAll("$1\"worker\"") + "\n";
  }

  WorkflowExecutionHistory read() throws IOException {
    return WorkflowExecutionHistory.fromJson(Files.readString(path()), workflowId);
  }
}
