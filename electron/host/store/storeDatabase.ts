/** The one connection: prepared statements kept, transactions by how durable they must be. */
import { chmodSync, closeSync, openSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

/** FULL: on the platter when it returns. NORMAL: survives a killed process; a power cut may take the last commits. */
export type Durability = 'FULL' | 'NORMAL';

/** How long to wait for another connection's lock, ms. */
const busyMs = 5000;

type Values = SQLInputValue[];

export interface Database {
  /** Runs a statement. */
  run(sql: string, ...values: Values): void;
  get<T>(sql: string, ...values: Values): T | undefined;
  all<T>(sql: string, ...values: Values): T[];
  /** Statements without values, several allowed. */
  exec(sql: string): void;
  /** All of `work` or nothing of it. */
  transact<T>(durability: Durability, work: () => T): T;
  /** Inside a transaction: all of `work` or nothing of it. What was thrown, or null; throws where the whole transaction is lost. */
  nest(work: () => void): unknown;
  close(): void;
}

type Query = Pick<Database, 'run' | 'get' | 'all'>;

/** Every text of a statement is prepared once. */
function queriesOf(connection: DatabaseSync): Query {
  const statements = new Map<string, StatementSync>();

  function prepared(sql: string): StatementSync {
    const known = statements.get(sql);
    if (known) return known;
    const statement = connection.prepare(sql);
    statements.set(sql, statement);
    return statement;
  }
  return {
    run: (sql, ...values) => void prepared(sql).run(...values),
    get: <T>(sql: string, ...values: Values) => prepared(sql).get(...values) as T | undefined,
    all: <T>(sql: string, ...values: Values) => prepared(sql).all(...values) as T[],
  };
}

/** Beside whoever writes, or nobody. Throws where there is no such file, or it is none of ours. */
export function openForReading(path: string): Pick<Database, 'all' | 'close'> {
  const connection = new DatabaseSync(path, { readOnly: true, timeout: busyMs });
  return { all: queriesOf(connection).all, close: () => connection.close() };
}

/** Transcripts are their owner's, also in a home that others may look into; SQLite's other files take this one's mode. */
function keepPrivate(path: string): void {
  try {
    closeSync(openSync(path, 'a', 0o600));
    chmodSync(path, 0o600);
  } catch {
    // Whatever keeps it from being opened SQLite tells in a moment.
  }
}

export function openDatabase(path: string): Database {
  keepPrivate(path);
  const connection = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: busyMs });
  const { run, get, all } = queriesOf(connection);
  let synchronous: Durability | null = null;

  return {
    run,
    get,
    all,
    exec: (sql) => connection.exec(sql),
    transact(durability, work) {
      // The pragma works only between transactions.
      if (synchronous !== durability) connection.exec(`PRAGMA synchronous = ${durability}`);
      synchronous = durability;
      run('BEGIN IMMEDIATE');
      try {
        const value = work();
        run('COMMIT');
        return value;
      } catch (thrown) {
        // SQLite itself has already rolled back after some errors, a full disk among them.
        if (connection.isTransaction) run('ROLLBACK');
        throw thrown;
      }
    },
    nest(work) {
      run('SAVEPOINT one');
      try {
        work();
        run('RELEASE one');
        return null;
      } catch (thrown) {
        if (!connection.isTransaction) throw thrown;
        run('ROLLBACK TO one');
        run('RELEASE one');
        return thrown;
      }
    },
    close: () => connection.close(),
  };
}
