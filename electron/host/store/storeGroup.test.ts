import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDatabase, type Database, type Durability } from './storeDatabase.ts';
import { groupWrites, type Write } from './storeGroup.ts';

let db: Database;
let commits: Durability[];

beforeEach(() => {
  vi.useFakeTimers();
  const real = openDatabase(':memory:');
  real.exec('CREATE TABLE t (n INTEGER UNIQUE)');
  commits = [];
  db = {
    ...real,
    transact: (durability, work) => {
      commits.push(durability);
      return real.transact(durability, work);
    },
  };
});
afterEach(() => {
  vi.useRealTimers();
  db.close();
});

const rows = () => db.all<{ n: number }>('SELECT n FROM t ORDER BY rowid').map(({ n }) => n);

function insert(n: number, how: Partial<Write> = {}): Write & { outcomes: unknown[] } {
  const outcomes: unknown[] = [];
  return {
    durability: 'NORMAL',
    isPatient: true,
    work: () => db.run('INSERT INTO t VALUES (?)', n),
    settle: (thrown) => outcomes.push(thrown),
    outcomes,
    ...how,
  };
}

describe('a group of writes', () => {
  it('lets patient writes share one commit when their time is up', () => {
    const group = groupWrites(db, 100);
    const writes = [insert(1), insert(2)];
    group.add(writes[0] as Write);
    vi.advanceTimersByTime(60);
    group.add(writes[1] as Write);
    vi.advanceTimersByTime(39);
    expect([commits, writes.map(({ outcomes }) => outcomes)]).toEqual([[], [[], []]]);
    vi.advanceTimersByTime(1);
    expect([commits, rows(), writes.map(({ outcomes }) => outcomes)]).toEqual([
      ['NORMAL'],
      [1, 2],
      [[null], [null]],
    ]);
  });

  it('commits what is waiting together with a write that does not wait, in order, at the higher durability', () => {
    const group = groupWrites(db, 100);
    group.add(insert(2));
    group.add(insert(1, { isPatient: false, durability: 'FULL' }));
    vi.advanceTimersByTime(0);
    vi.advanceTimersByTime(500);
    expect([commits, rows()]).toEqual([['FULL'], [2, 1]]);
  });

  it('does not let one write that fails spoil the others', () => {
    const group = groupWrites(db, 100);
    const writes = [insert(1), insert(1), insert(2)];
    for (const write of writes) group.add(write);
    group.flush();
    expect(rows()).toEqual([1, 2]);
    expect(writes.map(({ outcomes }) => outcomes[0] === null)).toEqual([true, false, true]);
  });

  it('tells every write where the whole transaction is lost', () => {
    const group = groupWrites(db, 100);
    const lost = new Error('lost');
    const writes = [
      insert(1),
      insert(2, {
        work: () => {
          db.run('ROLLBACK');
          throw lost;
        },
      }),
    ];
    for (const write of writes) group.add(write);
    group.flush();
    expect([rows(), writes.map(({ outcomes }) => outcomes)]).toEqual([[], [[lost], [lost]]]);
    group.add(insert(3));
    group.flush();
    expect(rows()).toEqual([3]);
  });

  it('does not wait once it is large', () => {
    const group = groupWrites(db, 100);
    for (let n = 0; n < 600; n++) group.add(insert(n));
    expect([commits.length, rows().length]).toEqual([1, 512]);
  });
});
