import { expect, test } from 'vitest'
import { statedModels, stateWrites } from './state-writes'

const MODELS = ['Task', 'RunVideo']

function lines(text: string): number[] {
  return stateWrites('verb.ts', text, MODELS).map(({ line }) => line)
}

test('models with a state are read from the schema', () => {
  const schema = 'model Task {\n  id    String\n  state TaskState @default(open)\n}\n\nmodel Pair {\n  id String\n}\n'
  expect(statedModels(schema)).toEqual(['Task'])
})

test.each([
  ['written out', `await tx.task.update({ where: { id }, data: { state: 'done' } })`],
  ['under a condition', `tx.task.updateMany({ where, data: { at, ...(isDone && { state: 'done' }) } })`],
  ['in one branch', `tx.runVideo.updateMany({ where, data: isDone ? { state: 'done' } : { error } })`],
  ['in a constant', `const data = { state: 'done' } as const; ctx.db.runVideo.updateMany({ where, data })`],
  ['spread from a constant', `const more = { state: to }; tx.task.update({ where, data: { ...more, at } })`],
  ['behind a function’s argument', `function end(data) { return tx.task.update({ where, data }) }`],
  ['of a new row', `tx.task.create({ data: { pairId, state: 'done' } })`],
  ['of many new rows', `tx.task.createMany({ data: rows.map((row) => ({ ...row, state: row.state })) })`],
  ['in an upsert', `tx.task.upsert({ where, create: { pairId }, update: { state: 'done' } })`],
  ['in SQL', `tx.$executeRaw\`UPDATE "Task" SET state = 'done' WHERE id = \${id}\``],
  ['in SQL, among others', `tx.$executeRaw\`UPDATE "Task" AS t SET at = \${now}, "state" = \${to} FROM x\``],
  ['in SQL, of a new row', `tx.$executeRaw\`INSERT INTO "RunVideo" (id, state) SELECT id, 'done' FROM x\``],
  [
    'in SQL, of a row that is there already',
    `tx.$executeRaw\`INSERT INTO "Task" (id) SELECT 1 ON CONFLICT (id) DO UPDATE SET state = 'done'\``,
  ],
  ['in SQL, of one table alone', `tx.$executeRaw\`UPDATE ONLY "Task" SET state = 'done' WHERE id = \${id}\``],
  ['in SQL, with the schema’s name', `tx.$executeRaw\`UPDATE public."Task" SET state = 'done' WHERE id = \${id}\``],
  ['in SQL, merged', `tx.$executeRaw\`MERGE INTO "Task" USING x ON TRUE WHEN MATCHED THEN UPDATE SET state = 'done'\``],
  ['of related rows', `tx.pair.update({ where, data: { tasks: { updateMany: { where, data: { state: 'done' } } } } })`],
  ['of a new related row', `tx.runVideo.update({ where, data: { tasks: { create: { state: 'done' } } } })`],
])('a state that is %s is found', (_, text) => {
  expect(lines(`// the first line\n${text}`)).toEqual([2])
})

test.each([
  ['asked for', `tx.task.updateMany({ where: { id, state: 'open' }, data: { at: now } })`],
  ['of another model', `tx.membership.update({ where, data: { state: 'paused' } })`],
  ['moved', `await transition(tx, taskMachine, { where: { id }, to: 'done', data: { at: now } })`],
  ['the first one', `tx.task.create({ data: { pairId, state: startsAs(taskMachine, 'open') } })`],
  ['left to the database', `tx.task.createMany({ data: pairs.map((pair) => ({ ...pair, overlap })) })`],
  [
    'left alone by an insert',
    `tx.$executeRaw\`INSERT INTO "Task" (id) SELECT 1 ON CONFLICT (id) DO UPDATE SET at = now()\``,
  ],
  ['part of a column', `tx.task.update({ where, data: { draft: { state: 'x' } } })`],
  ['asked for in SQL', `tx.$executeRaw\`UPDATE "Task" SET taken = taken + 1 WHERE state = 'open'\``],
  ['moved in SQL', `tx.$executeRaw\`UPDATE "Task" SET \${set}, at = \${now} WHERE \${mayMove}\``],
  ['of another table', `tx.$executeRaw\`UPDATE "Membership" SET state = 'paused' WHERE id = \${id}\``],
])('a state that is %s is none', (_, text) => {
  expect(lines(text)).toEqual([])
})
