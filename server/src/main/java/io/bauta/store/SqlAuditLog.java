package io.bauta.store;

import io.bauta.audit.AuditEntry;
import io.bauta.audit.AuditId;
import io.bauta.audit.AuditLog;
import java.sql.SQLException;
import java.util.List;

/** The audit log in SQL. */
public final class SqlAuditLog implements AuditLog {

  private static final String INSERT =
      """
      insert into audit_entry
        (id, at, actor, origin, action, subject_kind, subject_id, detail)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String SELECT =
      """
      select * from audit_entry
      """;

  private final Database database;

  public SqlAuditLog(Database database) {
    this.database = database;
  }

  @Override
  public void append(AuditEntry entry) {
    database.write(link -> insert(link, entry));
  }

  /** In the unit of work of what the entry is about. */
  static int insert(Link link, AuditEntry entry) throws SQLException {
    return link.query(INSERT)
        .with(
            entry.id().uuid(),
            entry.at(),
            entry.actor(),
            entry.origin(),
            entry.action(),
            entry.subjectKind(),
            entry.subjectId(),
            entry.detail())
        .update();
  }

  @Override
  public List<AuditEntry> list(AuditQuery query) {
    Filter filter =
        new Filter(SELECT)
            .and("subject_kind = ?", query.subjectKind())
            .and("subject_id = ?", query.subjectId())
            .and("id < ?", query.before().map(AuditId::uuid));
    String sql = filter.sql("order by id desc limit ?", query.limit());
    return database.read(link -> link.query(sql).with(filter.values()).all(SqlAuditLog::read));
  }

  private static AuditEntry read(Row row) throws SQLException {
    return new AuditEntry(
        new AuditId(row.id("id")),
        row.instant("at"),
        row.text("actor"),
        row.optionalText("origin"),
        row.text("action"),
        row.text("subject_kind"),
        row.text("subject_id"),
        row.optionalText("detail"));
  }
}
