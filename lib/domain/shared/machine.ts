/**
 * The states of one kind of thing: the states in which it may be created, and for each state those that may follow. A
 * state that may follow itself is entered again by work that resumes after a kill. Source: docs/spec/states.md
 */
export type Machine<Model extends string = string, State extends string = string> = {
  /** The thing, as the database names it: "RunVideo". */
  model: Model
  /** The thing in a sentence: "clip of a run". */
  noun: string
  starts: readonly State[]
  moves: Readonly<Record<State, readonly State[]>>
}

function isState<State extends string>({ moves }: Machine<string, State>, name: string): name is State {
  return Object.hasOwn(moves, name)
}

/** All states, in the order of the table. */
export function statesOf<State extends string>(machine: Machine<string, State>): State[] {
  return Object.keys(machine.moves).filter((name) => isState(machine, name))
}

export function canMove<State extends string>({ moves }: Machine<string, State>, from: State, to: State): boolean {
  return moves[from].includes(to)
}

/**
 * The states from which a thing may move to another.
 * @param from only these of them; all when absent
 * @throws RangeError when the table does not allow the move from one of these, or from nowhere: a mistake of the program
 * Source: docs/spec/states.md [ST1]
 */
export function movesFrom<State extends string>(
  machine: Machine<string, State>,
  to: State,
  from: readonly State[] = statesOf(machine).filter((state) => canMove(machine, state, to)),
): readonly State[] {
  const wrong = from.find((state) => !canMove(machine, state, to))
  if (wrong !== undefined || from.length === 0) {
    throw new RangeError(`A ${machine.noun} cannot change from ${wrong ?? 'any state'} to ${to}.`)
  }
  return from
}

/**
 * The state in which a thing is made.
 * @throws RangeError when none is made in it
 * Source: docs/spec/states.md [ST2]
 */
export function startsAs<State extends string>({ starts, noun }: Machine<string, State>, state: State): State {
  if (!starts.includes(state)) throw new RangeError(`A ${noun} cannot be created as ${state}.`)
  return state
}
