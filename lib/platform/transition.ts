import { type Machine, movesFrom } from '@/lib/domain/shared'
import { type Db, Prisma, type Tx } from './db'
import { type AppError, conflict } from './errors'

/** Membership has a state that an admin sets, independent of its previous value: a switch, not a state machine. */
type Models = Omit<Prisma.TypeMap['model'], 'Membership'>
/** The models whose rows have a state that moves along a table. */
export type MovingModel = {
  [Name in keyof Models]: Models[Name]['payload']['scalars'] extends { id: string; state: string } ? Name : never
}[keyof Models]
export type StateOf<M extends MovingModel> = Models[M]['payload']['scalars']['state']
type Args<M extends MovingModel> = Models[M]['operations']['updateManyAndReturn']['args']
export type MachineOf<M extends MovingModel> = Machine<M, StateOf<M>>

type Step<M extends MovingModel> = {
  to: StateOf<M>
  /** Only from these of the states that the table allows; from all of them when absent. */
  from?: readonly StateOf<M>[]
}
type Move<M extends MovingModel> = Step<M> & {
  where: NonNullable<Args<M>['where']>
  /** What is written together with the state. */
  data?: Args<M>['data'] & { state?: never }
}

/** As much of a model's client as moving takes. */
type Mover = {
  updateManyAndReturn(args: { where: object; data: object; select: { id: true } }): Promise<{ id: string }[]>
}

function moverOf(tx: Db | Tx, model: MovingModel): Mover {
  const movers: Record<MovingModel, Mover> = {
    TaxonomyVersion: tx.taxonomyVersion,
    Import: tx.import,
    ImportItem: tx.importItem,
    Video: tx.video,
    Run: tx.run,
    RunVideo: tx.runVideo,
    Task: tx.task,
    Assignment: tx.assignment,
    Release: tx.release,
    Evaluation: tx.evaluation,
    Comparison: tx.comparison,
    PersonExport: tx.personExport,
  }
  return movers[model]
}

/**
 * Moves rows to a state along the machine's table, each only from a state that the table allows: of two who move a row at
 * once, the second finds it moved.
 * @returns ids of the rows that moved; a job that gets none was overtaken
 * @throws RangeError for a move that the table does not have
 * Source: docs/spec/states.md [ST1]
 */
export async function transition<M extends MovingModel>(
  tx: Db | Tx,
  machine: MachineOf<M>,
  { where, to, from, data }: Move<M>,
): Promise<string[]> {
  const rows = await moverOf(tx, machine.model).updateManyAndReturn({
    where: { AND: [where, { state: { in: movesFrom(machine, to, from) } }] },
    data: { ...data, state: to },
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

/**
 * Moves one row that must move.
 * @param refusal thrown when it is in no state that may move there
 * @throws AppError conflict
 * Source: docs/spec/states.md [ST1]
 */
export async function requireTransition<M extends MovingModel>(
  tx: Db | Tx,
  machine: MachineOf<M>,
  move: Move<M>,
  refusal: AppError = changedMeanwhile(machine),
): Promise<void> {
  if ((await transition(tx, machine, move)).length === 0) throw refusal
}

function changedMeanwhile({ noun }: Machine): AppError {
  return conflict('changed-meanwhile', `This ${noun} changed meanwhile, and nothing was written. Load it again.`)
}

/**
 * The two parts of a transition within an SQL statement: `set` for SET, `mayMove` for its WHERE. States are written as
 * literals, so that partial indexes are used.
 * @param alias of the table in the condition
 * @throws RangeError for a transition that the table does not have
 * Source: docs/spec/states.md [ST1]
 */
export function moveInSql<M extends MovingModel>(
  machine: MachineOf<M>,
  { to, from }: Step<M>,
  alias?: string,
): { set: Prisma.Sql; mayMove: Prisma.Sql } {
  const column = alias ? `${alias}.state` : 'state'
  const states = movesFrom(machine, to, from)
  return {
    set: Prisma.raw(`state = '${to}'`),
    mayMove: Prisma.raw(`${column} IN (${states.map((state) => `'${state}'`).join(', ')})`),
  }
}
