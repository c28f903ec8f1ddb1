package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogFormatTest {
  private static final String FORGED = "bob\n12:00:00 INFO \u001b[2J \"all is well\"";

  private final Logger logger = new LoggerContext().getLogger("some.logger");

  private LoggingEvent line() {
    LoggingEvent line =
        new LoggingEvent("caller", logger, Level.INFO, "{} is here", null, new Object[] {FORGED});
    line.setMDCPropertyMap(Map.of("agent", "bee\n"));
    return line;
  }

  @Test
  void writesOneObjectALineWithTheMdcAndEscapesWhatIsForeign() throws JsonProcessingException {
    JsonEncoder encoder = LogFormat.encoder();

    String written = new String(encoder.encode(line()), StandardCharsets.UTF_8);

    assertThat(written.strip()).doesNotContain("\n", "\u001b");
    JsonNode read = new ObjectMapper().readTree(written);
    assertThat(read.path("formattedMessage").asText()).isEqualTo(FORGED + " is here");
    assertThat(read.path("mdc").path("agent").asText()).isEqualTo("bee\n");
    assertThat(read.path("level").asText()).isEqualTo("INFO");
  }

  @Test
  void turnsTheConsoleToObjectsOnlyIfToldTo() {
    LoggerContext context = logger.getLoggerContext();
    PatternLayoutEncoder forPeople = new PatternLayoutEncoder();
    forPeople.setContext(context);
    forPeople.setPattern("%msg%n");
    forPeople.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setEncoder(forPeople);
    console.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console);

    LogFormat.TEXT.begin(context);
    assertThat(console.getEncoder()).isSameAs(forPeople);

    LogFormat.JSON.begin(context);
    assertThat(console.isStarted()).isTrue();
    assertThat(console.getEncoder()).isInstanceOfSatisfying(JsonEncoder.class, encoder -> {
      assertThat(encoder.isStarted()).isTrue();
      assertThat(new String(encoder.encode(line()), StandardCharsets.UTF_8))
          .contains("formattedMessage")
          .doesNotContain("\"message\"", "\"arguments\"");
    });
  }

  @Test
  void keepsForeignTextInItsLineForPeople() {
    assertThat(new PlainLine().convert(line()))
        .isEqualTo("bob?12:00:00 INFO ?[2J \"all is well\" is here");
  }
}
