import 'server-only'
import {
  addExample,
  answerFirst,
  claimNext,
  createTasks,
  freeClaim,
  getAnnotation,
  getAssignment,
  heartbeat,
  listAnnotations,
  listClaims,
  listExamples,
  listTasks,
  queueStatus,
  releaseTask,
  removeExample,
  reopenAnnotation,
  reviewAnnotation,
  saveDraft,
  skipTask,
  submitAnnotation,
} from '@/lib/services/labelling'
import { api, call } from './base'

const { labelling: routes } = api

export const labelling = {
  createTasks: routes.createTasks.handler(call(createTasks)),
  listTasks: routes.listTasks.handler(call(listTasks)),
  listClaims: routes.listClaims.handler(call(listClaims)),
  freeClaim: routes.freeClaim.handler(call(freeClaim)),
  queueStatus: routes.queueStatus.handler(call(queueStatus)),
  claimNext: routes.claimNext.handler(call(claimNext)),
  getAssignment: routes.getAssignment.handler(call(getAssignment)),
  heartbeat: routes.heartbeat.handler(call(heartbeat)),
  saveDraft: routes.saveDraft.handler(call(saveDraft)),
  submit: routes.submit.handler(call(submitAnnotation)),
  answerFirst: routes.answerFirst.handler(call(answerFirst)),
  skip: routes.skip.handler(call(skipTask)),
  reopen: routes.reopen.handler(call(reopenAnnotation)),
  release: routes.release.handler(call(releaseTask)),
  listExamples: routes.listExamples.handler(call(listExamples)),
  addExample: routes.addExample.handler(call(addExample)),
  removeExample: routes.removeExample.handler(call(removeExample)),
  listAnnotations: routes.listAnnotations.handler(call(listAnnotations)),
  getAnnotation: routes.getAnnotation.handler(call(getAnnotation)),
  review: routes.review.handler(call(reviewAnnotation)),
}
