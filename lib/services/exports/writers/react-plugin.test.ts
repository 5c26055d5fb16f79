import { execFileSync, spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { renderAssistant } from '@/lib/domain/exports'

// The plugin is Python for trainers; the product runs without Python, so a machine without it skips these.
const hasPython = spawnSync('python3', ['--version']).status === 0

/** Calls one registered reward function with JSON arguments. */
function reward(name: string, args: { completions: string[] } & Record<string, unknown>): number[] {
  const script = `import json,sys,react_plugin as p\nprint(json.dumps(p.orms['${name}']()(**json.load(sys.stdin))))`
  const options = {
    cwd: 'training',
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    input: JSON.stringify(args),
    encoding: 'utf8',
  } as const
  return JSON.parse(execFileSync('python3', ['-c', script], options))
}

const answer = (labels: string[], score: number) => renderAssistant('t', { labels, score })

test.skipIf(!hasPython)('[EX31] our own text scores 1, anything else 0', () => {
  const good = answer(['extra_limbs'], 3.4)
  const bad = [
    `${good}\n`,
    good.replace('</think>\n', '</think>'),
    good.replace('3.40', '7'),
    good.replace('"labels"', '"label"'),
    'no',
  ]
  expect(reward('react_fmt', { completions: [good, answer([], 5), ...bad] })).toEqual([1, 1, 0, 0, 0, 0, 0])
})

test.skipIf(!hasPython)('[EX32] labels score 0.6 when right, -0.2 when wrong or missing', () => {
  const gold = ['extra_limbs', 'motion_blur']
  const completions = [answer(gold, 2.5), answer(['extra_limbs', 'object_collapse'], 2.5), answer([], 4.5), 'no']
  const found = reward('react_attr', { completions, distortion_labels: [gold, gold, gold, gold] })
  expect(found.map((value) => Math.round(value * 1e9) / 1e9)).toEqual([1.2, 0.2, -0.4, 0])
})

// Log-likelihoods of VideoAlign's own loss (trainer.py, btt, k = 5).
test.skipIf(!hasPython).each([
  [3, 3, -1.791759469228055, -1.791759469228055, -0.40546510810816416],
  [4, 3, -1.0435917781858577, -2.6804329406190117, -0.5459708884569237],
  [3, 4, -2.6804329406190117, -1.0435917781858577, -0.5459708884569237],
  [5, 1, -0.08762453387721726, -5.613094347298973, -2.522665050828244],
])('[EX33] scores %s and %s give the published log-likelihoods', (scoreA, scoreB, ...expected) => {
  const pair = [answer([], scoreA), answer([], scoreB)]
  const found = reward('react_pref', {
    completions: [...pair, ...pair, ...pair],
    pair_id: ['p', 'p', 'q', 'q', 'r', 'r'],
    side: ['A', 'B', 'A', 'B', 'A', 'B'],
    preference: ['A', 'A', 'B', 'B', 'tie', 'tie'],
  })
  for (const [index, value] of found.entries()) expect(value).toBeCloseTo(expected[Math.floor(index / 2)] ?? 0, 12)
})

test.skipIf(!hasPython)('[EX33] rollout i of A meets rollout i of B; no partner or no text gives -6', () => {
  const completions = [answer([], 5), answer([], 3), answer([], 1), 'no', answer([], 4)]
  const found = reward('react_pref', {
    completions,
    pair_id: ['p', 'p', 'p', 'p', 'q'],
    side: ['A', 'A', 'B', 'B', 'A'],
    preference: ['A', 'A', 'A', 'A', 'B'],
  })
  expect(found[0]).toBeCloseTo(-0.08762453387721726, 12)
  expect(found).toEqual([found[0], -6, found[0], -6, -6])
})
