package dev.understudy.samples.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** What tasks last did, in a database, safe from what dead attempts still do. Thread-safe, as its source is. */
final class Ledger {
  private final DataSource database;

  Ledger(DataSource database) throws SQLException {
    this.database = database;
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists ledger"
          + " (task varchar primary key, balance bigint not null, token bigint not null)");
    }
  }

  // docs/side-effects.md begins here
  /** Writes unless a later attempt, or a later step, has written. Returns whether it did. */
  boolean write(String task, long balance, long token) throws SQLException {
    String conditional = "merge into ledger using (values (?, ?, ?)) as new (task, balance, token)"
        + " on ledger.task = new.task"
        + " when matched and ledger.token <= new.token"
        + " then update set balance = new.balance, token = new.token"
        + " when not matched then insert values (new.task, new.balance, new.token)";
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(conditional)) {
      statement.setString(1, task);
      statement.setLong(2, balance);
      statement.setLong(3, token);
      return statement.executeUpdate() == 1;
    }
  }
  // docs/side-effects.md ends here
}
