import { expect, test } from 'vitest'
import { z } from 'zod'
import { ProjectSettings } from '@/lib/domain/accounts'
import { wordsFor } from './use-form-resolver'

function problems(schema: z.ZodType, value: unknown): string[] {
  const words = (key: string, values?: Record<string, number>) => [key, ...Object.values(values ?? {})].join(' ')
  const parsed = schema.safeParse(value, { error: (issue) => wordsFor(issue, words) })
  return parsed.success ? [] : parsed.error.issues.map(({ message }) => message)
}

test('names the limit of a number and asks for a number where there is none', () => {
  const { overlap } = ProjectSettings.shape
  expect(problems(overlap, 0)).toEqual(['atLeast 1'])
  expect(problems(overlap, 21)).toEqual(['atMost 20'])
  expect(problems(overlap, 1.5)).toEqual(['whole'])
  expect(problems(overlap, Number.NaN)).toEqual(['number'])
})

test('tells an empty text from one that is too short or too long', () => {
  expect(problems(z.string().min(1), '')).toEqual(['needed'])
  expect(problems(z.string().min(2), 'a')).toEqual(['longer 2'])
  expect(problems(z.string().max(2), 'abc')).toEqual(['shorter 2'])
})

test('leaves the sentence of a schema as it is', () => {
  expect(problems(z.string().min(12, 'Use at least 12 characters.'), 'a')).toEqual(['Use at least 12 characters.'])
})
