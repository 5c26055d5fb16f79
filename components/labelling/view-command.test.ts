import { expect, test } from 'vitest'
import type { Command } from './keymap'
import { act, pairView, sideView, workspace } from './store/testing'
import { viewCommand } from './view-command'

function press(state: ReturnType<typeof workspace>, ...commands: Command[]) {
  return commands.reduce((before, command) => {
    const action = viewCommand(command, before)
    return action ? act(before, action) : before
  }, state)
}

test('[PL9] keys zoom, pan and fit both clips at once', () => {
  const near = press(workspace(), 'zoom-in', 'zoom-in', 'pan-right', 'pan-down')
  expect(near.view.zoom).toBeCloseTo(2.25)
  expect(near.view.centre.x).toBeGreaterThan(0.5)
  expect(near.view.centre.y).toBeGreaterThan(0.5)
  expect(press(near, 'zoom-fit').view).toEqual(workspace().view)
})

test('[PL9] one to one is that of the focused side', () => {
  const measured = act(
    workspace(),
    { type: 'view', action: { type: 'measured', side: 'left', actual: 2 } },
    { type: 'view', action: { type: 'measured', side: 'right', actual: 0.5 } },
  )
  expect(press(measured, 'zoom-actual').view.zoom).toBe(2)
  const right = act(measured, { type: 'player', action: { type: 'focus', side: 'right' } })
  expect(press(right, 'zoom-actual').view.zoom).toBe(0.5)
})

test('[PL10] clips are laid over each other only when they have one shape', () => {
  expect(press(workspace(), 'compare-view').view.compare).toBe('wipe')
  const wide = sideView(903, 40_000)
  const pair = pairView({
    sides: { left: sideView(904, 40_000), right: { ...wide, video: { ...wide.video, height: 90 } } },
  })
  expect(press(workspace({ pair }), 'compare-view').view.compare).toBe('side-by-side')
})

test('[PL8] keys set the loop and switch it', () => {
  const looped = press(workspace(), 'loop-from', 'loop-to')
  expect(looped.player.loop).toEqual({ fromUs: 0, toUs: 40_000 })
  expect(press(looped, 'loop').player.loop).toBeNull()
  expect(viewCommand('submit', looped)).toBeNull()
})
