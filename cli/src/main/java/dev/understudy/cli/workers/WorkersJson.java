package dev.understudy.cli.workers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.lease.LeaseEnd;
import dev.understudy.lease.Reaping;
import dev.understudy.lease.held.LeaseRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The workers of a task queue, for programs: one JSON object on one line, with instants in ISO form. */
final class WorkersJson {
  private WorkersJson() {}

  static String of(WorkersReport report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("taskQueue", report.taskQueue());
    json.put("at", report.at().toString());
    report.beaconsUnknown().ifPresent(why -> json.put("beaconsUnknown", why));
    json.put(
        "workers",
        report.workers().stream().map(worker -> worker(worker, report.at())).toList());
    json.put("reaped", report.reaped().stream().map(WorkersJson::reaped).toList());
    json.put("broken", report.broken().stream().map(WorkersJson::broken).toList());
    try {
      return new ObjectMapper().writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and words are always JSON", e);
    }
  }

  private static Map<String, Object> worker(WorkersReport.Worker worker, Instant now) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", worker.run().worker());
    json.put("run", worker.run().run());
    json.put("state", worker.state(now).words);
    json.put("since", worker.since().toString());
    json.put("beacon", word(worker.beacon()));
    json.put("lease", worker.lease().map(lease -> word(lease.standing())).orElse("none"));
    worker.lease().ifPresent(lease -> {
      lease.heard().ifPresent(heard -> json.put("heard", heard.toString()));
      json.put("agents", lease.holdings().attendances());
      json.put("steps", lease.holdings().steps());
      json.put("unread", lease.holdings().unread());
    });
    return json;
  }

  private static Map<String, Object> reaped(LeaseEnd end) {
    Reaping reaping = end.reaping().orElseThrow();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", end.run().worker());
    json.put("run", end.run().run());
    json.put("since", end.since().toString());
    json.put("why", word(reaping.alarm().why()));
    json.put("by", reaping.alarm().by());
    json.put("noticed", reaping.alarm().noticed().toString());
    json.put("proved", reaping.proved().toString());
    json.put("reaped", reaping.reaped().toString());
    json.put("agents", reaping.harvest().attendances());
    json.put("steps", reaping.harvest().steps());
    json.put("unread", reaping.harvest().unread());
    return json;
  }

  private static Map<String, Object> broken(LeaseRecord.Broken broken) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", broken.run().worker());
    json.put("run", broken.run().run());
    json.put("how", broken.how());
    json.put("at", broken.at().toString());
    return json;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
