import { expect, test } from 'vitest'
import { EMPTY_SCREEN_ANSWER, type ScreenAnswer, type ScreenSeen } from '@/lib/domain/labelling'
import { workspace } from './testing'
import { announceChanges, createWorkspaceStore } from './workspace-store'

test('whoever is outside hears of every change of the answer and of what was seen, each once, and of nothing else', () => {
  const store = createWorkspaceStore(workspace().setup, EMPTY_SCREEN_ANSWER)
  const answers: ScreenAnswer[] = []
  const seen: ScreenSeen[] = []
  const stop = announceChanges(store, () => ({
    onChange: (answer) => answers.push(answer),
    onSeen: (now) => seen.push(now),
  }))
  store.dispatch({ type: 'preference', preference: 'left' })
  expect(answers).toEqual([store.getState().answer])
  store.dispatch({ type: 'player', action: { type: 'focus', side: 'right' } })
  store.dispatch({ type: 'shown', side: 'left', index: 3, origin: 'browser' })
  store.dispatch({ type: 'shown', side: 'left', index: 3, origin: 'server' })
  expect([answers.length, seen]).toEqual([1, [{ left: [[3, 3]], right: [] }]])
  store.dispatch({ type: 'undo' })
  expect(answers.at(-1)?.preference).toBeNull()
  stop()
  store.dispatch({ type: 'flag' })
  expect(answers).toHaveLength(2)
})

test('whoever changes something when told of a change hears of the newest state last, and of each state once', () => {
  const store = createWorkspaceStore(workspace().setup, EMPTY_SCREEN_ANSWER)
  const heard: boolean[] = []
  store.subscribe((now, before) => {
    if (now.answer.preference !== before.answer.preference) store.dispatch({ type: 'flag' })
  })
  announceChanges(store, () => ({ onChange: ({ flagged }) => heard.push(flagged) }))
  store.dispatch({ type: 'preference', preference: 'left' })
  expect(heard).toEqual([true])
})

test('an action that changes nothing tells nobody', () => {
  const store = createWorkspaceStore(workspace().setup, EMPTY_SCREEN_ANSWER)
  let told = 0
  store.subscribe(() => told++)
  store.dispatch({ type: 'player', action: { type: 'focus', side: 'left' } })
  store.dispatch({ type: 'select', id: null })
  expect(told).toBe(0)
})
