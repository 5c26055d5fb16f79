import { z } from 'zod'

/** Whose operations lie together: another person at the same computer never gets them. */
export type Owner = { userId: string; projectId: string }

const Common = z.object({
  schemaVersion: z.literal(1),
  /** Made here; the server answers a repeated one with its first result. */
  id: z.uuid(),
  userId: z.uuid(),
  projectId: z.uuid(),
  assignmentId: z.uuid(),
  /** Of the claim it was made under. */
  fence: z.int().min(0),
  /** Order of the person's actions on this computer. */
  seq: z.int().min(0),
  /** Wall clock, ms; shown to people, never compared. */
  at: z.number(),
})

/** Every kind of operation. Draft, submit and first carry content as well, whose shape whoever uses the outbox adds. */
export const OPERATION_SHAPES = {
  draft: Common.extend({ kind: z.literal('draft'), revision: z.int().min(0) }),
  submit: Common.extend({ kind: z.literal('submit') }),
  /** A first answer, which the server keeps; then it reveals. */
  first: Common.extend({ kind: z.literal('first') }),
  skip: Common.extend({ kind: z.literal('skip'), reason: z.string() }),
  release: Common.extend({ kind: z.literal('release') }),
  reopen: Common.extend({ kind: z.literal('reopen'), submissionId: z.uuid() }),
}

type Shaped<Kind extends keyof typeof OPERATION_SHAPES> = z.infer<(typeof OPERATION_SHAPES)[Kind]>

export type DraftOperation<Content> = Shaped<'draft'> & Content
export type SubmitOperation<Content> = Shaped<'submit'> & Content

/** One action of a person on its way to the server. The outbox never reads its content. */
export type Operation<Content> =
  | DraftOperation<Content>
  | SubmitOperation<Content>
  | (Shaped<'first'> & Content)
  | Shaped<'skip' | 'release' | 'reopen'>

/** What a person did, before it is an operation. */
export type Action<Content> =
  | ({ kind: 'draft' | 'submit' | 'first' } & Content)
  | { kind: 'skip'; reason: string }
  | { kind: 'release' }
  | { kind: 'reopen'; submissionId: string }

type Kind = { kind: keyof typeof OPERATION_SHAPES }

/** Whether the pair is done with here, as far as its person is concerned. */
export function closes({ kind }: Kind): boolean {
  return kind === 'submit' || kind === 'skip' || kind === 'release'
}

/** Whether it holds what a person said of a pair. */
export function hasContent({ kind }: Kind): boolean {
  return kind === 'draft' || kind === 'submit' || kind === 'first'
}
