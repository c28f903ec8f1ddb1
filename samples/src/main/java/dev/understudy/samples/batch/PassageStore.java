package dev.understudy.samples.batch;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The database that passages and their vectors are stored in: one connection to it. Thread-safe, one
 * statement at a time.
 */
final class PassageStore implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ACCESS = "store.json";
  private static final String[] SCHEMA = {
    "CREATE TABLE passage (id VARCHAR PRIMARY KEY, text VARCHAR, vector VARBINARY)",
    "CREATE TABLE set_aside (id VARCHAR PRIMARY KEY, cause VARCHAR)",
    "CREATE TABLE attempt (id VARCHAR)"
  };

  private final Connection connection;

  private PassageStore(Connection connection) {
    this.connection = connection;
  }

  /** How to get in; written where only this user can read it, never into a history. */
  record Access(String url, String password) {
    void write(Path desk) throws IOException {
      JSON.writeValue(desk.resolve(ACCESS).toFile(), this);
    }
  }

  /** A hit of a query, with its cosine from -1 to 1. */
  record Hit(double score, String text) {}

  /** How many there are of each, by different ids but for attempts. */
  record Counts(int passages, int setAside, int attempts) {}

  /** Connects to the database whose access lies in {@code desk}. */
  static PassageStore open(Path desk) throws SQLException {
    Access access;
    try {
      access = JSON.readValue(Files.readString(desk.resolve(ACCESS)), Access.class);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
    return new PassageStore(DriverManager.getConnection(access.url(), "sa", access.password()));
  }

  /** Makes the tables of a new database. */
  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : SCHEMA) {
        statement.execute(table);
      }
    }
  }

  synchronized boolean isUsable() {
    try {
      return connection.isValid(1);
    } catch (SQLException broken) {
      return false;
    }
  }

  /** Stores a passage once per id, and notes each attempt to. */
  synchronized void put(String id, String text, float[] vector) throws SQLException {
    update("INSERT INTO attempt VALUES (?)", id);
    update("MERGE INTO passage KEY (id) VALUES (?, ?, ?)", id, text, bytes(vector));
  }

  synchronized void setAside(String id, String cause) throws SQLException {
    update("MERGE INTO set_aside KEY (id) VALUES (?, ?)", id, cause);
  }

  private void update(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int at = 0; at < values.length; at++) {
        statement.setObject(at + 1, values[at]);
      }
      statement.executeUpdate();
    }
  }

  synchronized Counts counts() throws SQLException {
    String sql = "SELECT (SELECT COUNT(*) FROM passage), (SELECT COUNT(*) FROM set_aside),"
        + " (SELECT COUNT(*) FROM attempt)";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return new Counts(row.getInt(1), row.getInt(2), row.getInt(3));
    }
  }

  /** The passages nearest to a vector, best first. */
  synchronized List<Hit> nearest(float[] vector, int most) throws SQLException {
    List<Hit> hits = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT text, vector FROM passage")) {
      while (rows.next()) {
        hits.add(new Hit(cosine(vector, ByteBuffer.wrap(rows.getBytes(2))), rows.getString(1)));
      }
    }
    hits.sort(Comparator.comparingDouble(Hit::score).reversed());
    return List.copyOf(hits.subList(0, Math.min(most, hits.size())));
  }

  /** Both are of length one. */
  private static double cosine(float[] vector, ByteBuffer stored) {
    double sum = 0;
    for (float value : vector) {
      sum += value * stored.getFloat();
    }
    return sum;
  }

  private static byte[] bytes(float[] vector) {
    ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
    for (float value : vector) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException broken) {
      // It is closed, then.
    }
  }
}
