package dev.understudy.samples.research;

import dev.understudy.samples.corpus.Debate;
import dev.understudy.samples.corpus.Debates;
import dev.understudy.samples.stage.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.QueryBuilder;

/** The sentences of the corpus in an index in memory. Thread-safe. */
final class Library {
  private static final String TEXT = "text";
  private static final String TITLE = "title";
  private static final String DATE = "date";

  /** The letters of the shortest sentence that is kept: it is no exclamation. */
  private static final int SHORTEST = 60;

  private static final int LONGEST = 240;

  /** The letters kept of a title, some of which are speeches: it stands in presence data. */
  private static final int LONGEST_TITLE = 100;

  private final IndexSearcher searcher;

  private Library(IndexSearcher searcher) {
    this.searcher = searcher;
  }

  /** Reads and indexes the corpus, which takes two seconds. */
  static Library open() {
    return of(Debates.english());
  }

  /** One of these debates. */
  static Library of(List<Debate> debates) {
    try {
      Directory memory = new ByteBuffersDirectory();
      try (IndexWriter writer = new IndexWriter(memory, new IndexWriterConfig(Words.STEMS))) {
        for (Debate debate : debates) {
          writer.addDocuments(documents(debate));
        }
      }
      return new Library(new IndexSearcher(DirectoryReader.open(memory)));
    } catch (IOException outOfMemory) {
      throw new UncheckedIOException(outOfMemory);
    }
  }

  private static List<Document> documents(Debate debate) {
    List<Document> documents = new ArrayList<>();
    for (String sentence : sentences(debate.text())) {
      Document document = new Document();
      document.add(new TextField(TEXT, sentence, Field.Store.YES));
      document.add(new StoredField(TITLE, Terminal.fit(debate.title(), LONGEST_TITLE)));
      document.add(new StoredField(DATE, debate.date()));
      documents.add(document);
    }
    return documents;
  }

  private static List<String> sentences(String text) {
    BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    breaks.setText(text);
    List<String> sentences = new ArrayList<>();
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      String sentence = text.substring(start, end).strip().replaceAll("\\s+", " ");
      if (isWhole(sentence)) {
        sentences.add(sentence);
      }
      start = end;
    }
    return sentences;
  }

  private static boolean isWhole(String sentence) {
    return sentence.length() >= SHORTEST
        && sentence.length() <= LONGEST
        && Character.isUpperCase(sentence.charAt(0))
        && sentence.endsWith(".");
  }

  /**
   * Sentences on a topic, the best first.
   *
   * @param topic what they all name
   * @param question of whose words they should have many
   */
  List<Extract> search(String topic, String question, int most) {
    List<Extract> extracts = new ArrayList<>();
    try {
      for (ScoreDoc hit : searcher.search(query(topic, question), most).scoreDocs) {
        Document found = searcher.storedFields().document(hit.doc);
        extracts.add(new Extract(topic, found.get(TEXT), found.get(TITLE), found.get(DATE)));
      }
      return extracts;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Query query(String topic, String question) {
    QueryBuilder builder = new QueryBuilder(Words.STEMS);
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    Optional.ofNullable(builder.createBooleanQuery(TEXT, topic, Occur.MUST))
        .ifPresent(must -> query.add(must, Occur.MUST));
    Optional.ofNullable(builder.createBooleanQuery(TEXT, question))
        .ifPresent(should -> query.add(should, Occur.SHOULD));
    return query.build();
  }
}
