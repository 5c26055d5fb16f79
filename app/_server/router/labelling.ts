import 'server-only'
import {
  claimNext,
  createTasks,
  getAnnotation,
  getAssignment,
  heartbeat,
  listAnnotations,
  listTasks,
  queueStatus,
  releaseTask,
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
  queueStatus: routes.queueStatus.handler(call(queueStatus)),
  claimNext: routes.claimNext.handler(call(claimNext)),
  getAssignment: routes.getAssignment.handler(call(getAssignment)),
  heartbeat: routes.heartbeat.handler(call(heartbeat)),
  saveDraft: routes.saveDraft.handler(call(saveDraft)),
  submit: routes.submit.handler(call(submitAnnotation)),
  skip: routes.skip.handler(call(skipTask)),
  release: routes.release.handler(call(releaseTask)),
  listAnnotations: routes.listAnnotations.handler(call(listAnnotations)),
  getAnnotation: routes.getAnnotation.handler(call(getAnnotation)),
  review: routes.review.handler(call(reviewAnnotation)),
}
