import { z } from 'zod'
import {
  AnnotationKind,
  Arm,
  Asks,
  AssignmentState,
  ReviewVerdict,
  ScreenAnswer,
  ScreenPreference,
  ScreenWork,
  SentAnswer,
  SentScreenAnswer,
  SentWork,
  Strength,
  TaskState,
} from '@/lib/domain/labelling'
import { GenerationMode, PairKind } from '@/lib/domain/media'
import { Alias, StorableText, storableInt } from '@/lib/domain/shared'
import { Done, endpoint, Id, InProject, ProjectPage, pageOf, Timestamp } from './common'
import { examples } from './examples'
import { PlayableVideo } from './media'
import { ProposalView } from './proposals'
import { TaxonomyVersionView } from './taxonomy'

const tags = ['labelling']

export { Arm, Asks }

export const CreateTasks = InProject.extend({
  kinds: z.array(PairKind).min(1),
  asks: Asks.default('both'),
  /** Null takes the project's. */
  overlap: z.int().min(1).max(20).nullable().default(null),
  /** Determines which prompts are held out, and the random order. */
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(0),
})
export type CreateTasks = z.infer<typeof CreateTasks>
export const TaskView = z.object({
  id: Alias,
  kind: PairKind,
  prompt: z.string(),
  timestampUs: z.int(),
  asks: Asks,
  overlap: z.int(),
  taken: z.int(),
  answered: z.int(),
  /** Null where it is drawn for each person. */
  arm: Arm.nullable(),
  priority: z.number(),
  /** Kept for unbiased measurement: handed out in random order, without proposals. */
  holdout: z.boolean(),
  /** Share of pairs of answers that differ, 0–1. */
  dissent: z.number(),
  state: TaskState,
  createdAt: Timestamp,
})
export type TaskView = z.infer<typeof TaskView>
export const ListTasks = ProjectPage.extend({ state: TaskState.optional() })
export type ListTasks = z.infer<typeof ListTasks>

/** One side of a task as the screen shows it: nothing names the generator. */
export const SideView = z.object({
  video: PlayableVideo,
  /** The frame to judge in a frame pair; 0 in a video pair. */
  frameIndex: z.int(),
  proposals: z.array(ProposalView),
  scores: z.array(z.object({ frameIndex: z.int(), score: z.number() })),
  /** Of the model that gave the scores: below `distortedScore` a frame is distorted, from `high` on clean. Null without scores. */
  thresholds: z.object({ distortedScore: z.number(), high: z.number() }).nullable(),
})
export type SideView = z.infer<typeof SideView>
export const PairView = z.object({
  kind: PairKind,
  mode: GenerationMode,
  prompt: z.string(),
  timestampUs: z.int(),
  sides: z.object({ left: SideView, right: SideView }),
})
export type PairView = z.infer<typeof PairView>

export const AssignmentView = z.object({
  id: Id,
  projectId: Id,
  state: AssignmentState,
  asks: Asks,
  arm: Arm,
  /**
   * For an assignment that reveals: whether the first answer is stored. Before that, no proposals and scores are sent.
   */
  revealed: z.boolean(),
  fence: z.int(),
  leaseUntil: Timestamp,
  leaseSeconds: z.int(),
  pair: PairView,
  taxonomy: TaxonomyVersionView.pick({ id: true, number: true, tree: true }),
  draft: ScreenAnswer,
  draftRevision: z.int(),
  /** When the draft last changed; null if there is none. */
  draftAt: Timestamp.nullable(),
  activeMs: z.int(),
  work: ScreenWork,
  /** Whether both clips, or every suspect frame, must have been on screen before an answer counts. */
  mustWatch: z.boolean(),
  returnComment: z.string().nullable(),
})
export type AssignmentView = z.infer<typeof AssignmentView>

/** `exclude`: assignments already open in this tab, so that a prefetch never gets the task on screen. */
export const ClaimNext = InProject.extend({ exclude: z.array(Id).max(10).default([]) })
export type ClaimNext = z.infer<typeof ClaimNext>
export const InAssignment = z.object({ assignmentId: Id })
export type InAssignment = z.infer<typeof InAssignment>
export const Fenced = InAssignment.extend({ fence: storableInt(1) })
export type Fenced = z.infer<typeof Fenced>
export const SaveDraft = Fenced.extend({
  /** Made by the client; sending the last saved one again gives its result and changes nothing. */
  operationId: Id.optional(),
  /** Revision this draft was made from. */
  revision: storableInt(0),
  draft: SentAnswer,
  activeMs: z.int().min(0).max(86_400_000),
  /** If left out, the stored value stays. */
  work: SentWork.optional(),
})
export type SaveDraft = z.infer<typeof SaveDraft>
export const SubmitAnnotation = Fenced.extend({
  /** Made by the client; replaying it gives the first result. */
  operationId: Id,
  answer: SentAnswer,
  activeMs: z.int().min(0).max(86_400_000),
  /** If left out, the stored value stays. */
  work: SentWork.optional(),
})
export type SubmitAnnotation = z.infer<typeof SubmitAnnotation>
/** A first own answer, complete as one that is submitted; the task stays open. */
export const AnswerFirst = SubmitAnnotation
export type AnswerFirst = SubmitAnnotation
export const SkipTask = Fenced.extend({
  reason: StorableText.trim().min(1, 'Say in a few words why you skip it.').max(500),
})
export type SkipTask = z.infer<typeof SkipTask>

/** Takes the caller's last answer back to change it: while the lease is active and no one has reviewed it. */
export const ReopenAnnotation = InAssignment.extend({
  /** Of the submission that is taken back. */
  operationId: Id,
})
export type ReopenAnnotation = z.infer<typeof ReopenAnnotation>

export const QueueStatus = z.object({
  /** Tasks this person can still get now, including those they hold and those that were returned. */
  available: z.int(),
  answered: z.int(),
  skipped: z.int(),
  returned: z.int(),
  tasks: z.int(),
  /** Clips of the project whose copy for browsers is being made; their tasks wait for it. */
  preparing: z.int(),
})
export type QueueStatus = z.infer<typeof QueueStatus>

export const AnnotationSummary = z.object({
  id: Id,
  kind: AnnotationKind,
  pairKind: PairKind,
  prompt: z.string(),
  author: z.string(),
  /** Answered or written by the caller, so someone else must review it. */
  own: z.boolean(),
  /** Left and right as the author saw them. */
  preference: ScreenPreference.nullable(),
  strength: Strength.nullable(),
  /** Of its marks, each once. */
  labels: z.array(z.string()),
  /** How many; they come with the annotation itself. */
  marks: z.int(),
  flagged: z.boolean(),
  /** Whether the author could learn which generator made a clip when they answered. */
  authorSawGenerators: z.boolean(),
  comment: z.string().nullable(),
  review: z.enum(['waiting', ...ReviewVerdict.options]),
  createdAt: Timestamp,
})
export type AnnotationSummary = z.infer<typeof AnnotationSummary>
export const ListAnnotations = ProjectPage.extend({
  review: z.enum(['waiting', 'reviewed']).optional(),
  mine: z.stringbool().optional(),
})
export type ListAnnotations = z.infer<typeof ListAnnotations>
export const InAnnotation = InProject.extend({ annotationId: Id })
export type InAnnotation = z.infer<typeof InAnnotation>
export const ReviewView = z.object({
  id: Id,
  verdict: ReviewVerdict,
  comment: z.string().nullable(),
  reviewer: z.string(),
  createdAt: Timestamp,
})
export const AnnotationDetail = AnnotationSummary.extend({
  asks: Asks,
  answer: ScreenAnswer,
  /** As the author saw it. */
  pair: PairView,
  taxonomy: TaxonomyVersionView.pick({ id: true, number: true, tree: true }),
  activeMs: z.int(),
  reviewed: ReviewView.nullable(),
  /** The next one waiting for a review, if any. */
  nextWaitingId: Id.nullable(),
})
export type AnnotationDetail = z.infer<typeof AnnotationDetail>
/** `correct` needs the corrected answer; `return` needs a comment for the author. */
export const ReviewAnnotation = InAnnotation.extend({
  operationId: Id,
  verdict: ReviewVerdict,
  comment: StorableText.trim().max(2000).default(''),
  answer: SentScreenAnswer.nullable().default(null),
})
export type ReviewAnnotation = z.infer<typeof ReviewAnnotation>

export const ClaimView = z.object({
  assignmentId: Id,
  person: z.string(),
  kind: PairKind,
  prompt: z.string(),
  claimedAt: Timestamp,
  leaseUntil: Timestamp,
  /** Its lease has ended; the next claim by anyone frees the place. */
  isLate: z.boolean(),
  hasDraft: z.boolean(),
  /** A reviewer sent the answer back to its author. */
  isReturned: z.boolean(),
})
export type ClaimView = z.infer<typeof ClaimView>
export const ListClaims = ProjectPage
export type ListClaims = z.infer<typeof ListClaims>
export const FreeClaim = InProject.extend({ assignmentId: Id })
export type FreeClaim = z.infer<typeof FreeClaim>

export const labelling = {
  createTasks: endpoint
    .route({
      method: 'POST',
      path: '/projects/{projectId}/tasks',
      summary: 'Make tasks for the pairs that have none',
      tags,
    })
    .input(CreateTasks)
    .output(z.object({ created: z.int() })),
  listTasks: endpoint
    .route({ method: 'GET', path: '/projects/{projectId}/tasks', summary: 'List the tasks, newest first', tags })
    .input(ListTasks)
    .output(pageOf(TaskView)),
  listClaims: endpoint
    .route({
      method: 'GET',
      path: '/projects/{projectId}/claims',
      summary: 'Who holds which task, held longest first',
      tags,
    })
    .input(ListClaims)
    .output(pageOf(ClaimView)),
  freeClaim: endpoint
    .route({
      method: 'POST',
      path: '/projects/{projectId}/claims/{assignmentId}/free',
      summary: 'Give a held task back to the queue; late writes are kept as a draft',
      tags,
    })
    .input(FreeClaim)
    .output(Done),
  queueStatus: endpoint
    .route({ method: 'GET', path: '/projects/{projectId}/tasks/mine', summary: 'What is left for me to label', tags })
    .input(InProject)
    .output(QueueStatus),
  claimNext: endpoint
    .route({ method: 'POST', path: '/projects/{projectId}/tasks/claim', summary: 'Claim the next task', tags })
    .input(ClaimNext)
    .output(z.object({ assignment: AssignmentView.nullable() })),
  getAssignment: endpoint
    .route({ method: 'GET', path: '/assignments/{assignmentId}', summary: 'Get one of your own assignments', tags })
    .input(InAssignment)
    .output(AssignmentView),
  heartbeat: endpoint
    .route({ method: 'POST', path: '/assignments/{assignmentId}/heartbeat', summary: 'Keep the lease', tags })
    .input(Fenced)
    .output(z.object({ leaseUntil: Timestamp })),
  saveDraft: endpoint
    .route({ method: 'PUT', path: '/assignments/{assignmentId}/draft', summary: 'Save the draft', tags })
    .input(SaveDraft)
    .output(z.object({ revision: z.int(), leaseUntil: Timestamp })),
  submit: endpoint
    .route({ method: 'POST', path: '/assignments/{assignmentId}/submit', summary: 'Submit the answer', tags })
    .input(SubmitAnnotation)
    .output(z.object({ annotationId: Id })),
  answerFirst: endpoint
    .route({
      method: 'POST',
      path: '/assignments/{assignmentId}/first-answer',
      summary: 'Store your first answer and get the proposals',
      tags,
    })
    .input(AnswerFirst)
    .output(AssignmentView),
  skip: endpoint
    .route({ method: 'POST', path: '/assignments/{assignmentId}/skip', summary: 'Skip the task with a reason', tags })
    .input(SkipTask)
    .output(Done),
  reopen: endpoint
    .route({
      method: 'POST',
      path: '/assignments/{assignmentId}/reopen',
      summary: 'Take back the answer you just submitted',
      tags,
    })
    .input(ReopenAnnotation)
    .output(AssignmentView),
  release: endpoint
    .route({
      method: 'POST',
      path: '/assignments/{assignmentId}/release',
      summary: 'Give the task back to the queue',
      tags,
    })
    .input(Fenced)
    .output(Done),
  ...examples,
  listAnnotations: endpoint
    .route({
      method: 'GET',
      path: '/projects/{projectId}/annotations',
      summary: 'List the current annotations, newest first',
      tags,
    })
    .input(ListAnnotations)
    .output(pageOf(AnnotationSummary)),
  getAnnotation: endpoint
    .route({
      method: 'GET',
      path: '/projects/{projectId}/annotations/{annotationId}',
      summary: 'Open an annotation',
      tags,
    })
    .input(InAnnotation)
    .output(AnnotationDetail),
  review: endpoint
    .route({
      method: 'POST',
      path: '/projects/{projectId}/annotations/{annotationId}/review',
      summary: 'Accept, correct or return an annotation',
      tags,
    })
    .input(ReviewAnnotation)
    .output(z.object({ reviewId: Id, resultAnnotationId: Id.nullable() })),
}
