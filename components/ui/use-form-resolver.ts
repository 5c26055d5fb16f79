'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import type { FieldValues } from 'react-hook-form'
import { useTranslations } from 'use-intl'
import type { z } from 'zod'

type Words = (key: string, values?: Record<string, number>) => string

/** How to fix a value, instead of zod's own messages; a schema's own message takes precedence. */
export function wordsFor(issue: z.core.$ZodRawIssue, words: Words): string | undefined {
  if (issue.code === 'invalid_type') return issue.expected === 'int' ? words('whole') : numberOrNeeded(issue, words)
  if (issue.code === 'too_small' && typeof issue.minimum === 'number') {
    if (issue.origin !== 'string') return words('atLeast', { limit: issue.minimum })
    return issue.minimum === 1 ? words('needed') : words('longer', { limit: issue.minimum })
  }
  if (issue.code === 'too_big' && typeof issue.maximum === 'number') {
    return words(issue.origin === 'string' ? 'shorter' : 'atMost', { limit: issue.maximum })
  }
  return undefined
}

function numberOrNeeded(issue: z.core.$ZodRawIssue, words: Words): string | undefined {
  if (issue.code !== 'invalid_type') return undefined
  return words(issue.expected === 'number' ? 'number' : 'needed')
}

/** The resolver of a form whose problems are shown in the reader's language. */
export function useFormResolver<Input extends FieldValues, Output>(schema: z.ZodType<Output, Input>) {
  const t = useTranslations('common.form')
  return zodResolver(schema, { error: (issue) => wordsFor(issue, t) })
}
