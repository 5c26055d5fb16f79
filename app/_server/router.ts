import 'server-only'
import { implement } from '@orpc/server'
import { contract } from '@/lib/contracts/http'
import { scopeNeedOf } from '@/lib/contracts/http/scopes'
import type { Context, Verb } from '@/lib/platform/context'
import {
  acceptInvitation,
  changeEmail,
  changePassword,
  confirmSecondFactor,
  createInvitation,
  createResetLink,
  createToken,
  endOtherSessions,
  endSession,
  endSessionsOf,
  getMe,
  getProject,
  getSecondFactor,
  listAccounts,
  listAllTokens,
  listAudit,
  listInvitations,
  listProjectTokens,
  listSessions,
  listTokens,
  readInvitation,
  readResetLink,
  renewRecoveryCodes,
  resetPassword,
  revokeInvitation,
  revokeToken,
  setKeyBindings,
  setUp,
  startSecondFactor,
  turnOffSecondFactor,
  turnOffSecondFactorOf,
  updateAccount,
  updateMember,
  updateProject,
} from '@/lib/services/accounts'
import { getAgreement } from '@/lib/services/agreement'
import {
  archiveProject,
  deletePerson,
  deleteProject,
  deleteThings,
  exportPerson,
  listArchived,
  listPersonExports,
  previewDeletion,
  previewPerson,
  previewProject,
  unarchiveProject,
} from '@/lib/services/deletion'
import {
  calibrateModel,
  compareRuns,
  createEvaluation,
  getEvaluation,
  getMeasuredComparisons,
  listComparableRuns,
  listComparedClips,
  listEvaluations,
  measureComparison,
} from '@/lib/services/evaluation'
import { createRelease, getRelease, listReleaseFiles, listReleases } from '@/lib/services/exports'
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
  listMembers,
  listTasks,
  projectOverview,
  queueStatus,
  releaseTask,
  removeExample,
  reopenAnnotation,
  reviewAnnotation,
  saveDraft,
  skipTask,
  submitAnnotation,
} from '@/lib/services/labelling'
import {
  buildPairs,
  getFrame,
  getImport,
  getVideo,
  listImportItems,
  listImports,
  listPairs,
  listVideos,
  openImport,
  startImport,
} from '@/lib/services/media'
import {
  cancelRun,
  createRun,
  getModel,
  getRun,
  listModels,
  listRuns,
  listRunVideos,
  registerModel,
  retryRun,
  showRun,
} from '@/lib/services/proposals'
import { createProject, listVersions, publishTaxonomy, saveDraft as saveTaxonomyDraft } from '@/lib/services/taxonomy'
import { requireScope } from './session'

/** Before an operation's input is looked at: a token must have the operation's scope. */
const api = implement(contract)
  .$context<{ ctx: Context }>()
  .use(({ context, next, path }) => {
    // An operation that the table does not know cannot be called by a token.
    requireScope(context.ctx.actor, scopeNeedOf(path.join('.')) ?? 'session')
    return next()
  })

/** Hands the request's context and parsed input to a verb: the whole of a handler. */
function call<Input, Output>(verb: (call: Verb<Input>) => Promise<Output>) {
  return ({ context, input }: { context: { ctx: Context }; input: Input }): Promise<Output> =>
    verb({ ctx: context.ctx, input })
}

const accounts = {
  me: api.accounts.me.handler(call(getMe)),
  setKeyBindings: api.accounts.setKeyBindings.handler(call(setKeyBindings)),
  createProject: api.accounts.createProject.handler(call(createProject)),
  getProject: api.accounts.getProject.handler(call(getProject)),
  updateProject: api.accounts.updateProject.handler(call(updateProject)),
  projectOverview: api.accounts.projectOverview.handler(call(projectOverview)),
  listMembers: api.accounts.listMembers.handler(call(listMembers)),
  updateMember: api.accounts.updateMember.handler(call(updateMember)),
  listInvitations: api.accounts.listInvitations.handler(call(listInvitations)),
  createInvitation: api.accounts.createInvitation.handler(call(createInvitation)),
  revokeInvitation: api.accounts.revokeInvitation.handler(call(revokeInvitation)),
  readInvitation: api.accounts.readInvitation.handler(call(readInvitation)),
  acceptInvitation: api.accounts.acceptInvitation.handler(call(acceptInvitation)),
  setUp: api.accounts.setUp.handler(call(setUp)),
  listSessions: api.accounts.listSessions.handler(call(listSessions)),
  endSession: api.accounts.endSession.handler(call(endSession)),
  endOtherSessions: api.accounts.endOtherSessions.handler(call(endOtherSessions)),
  listTokens: api.accounts.listTokens.handler(call(listTokens)),
  createToken: api.accounts.createToken.handler(call(createToken)),
  listProjectTokens: api.accounts.listProjectTokens.handler(call(listProjectTokens)),
  listAllTokens: api.accounts.listAllTokens.handler(call(listAllTokens)),
  revokeToken: api.accounts.revokeToken.handler(call(revokeToken)),
  listAudit: api.accounts.listAudit.handler(call(listAudit)),
  changePassword: api.accounts.changePassword.handler(call(changePassword)),
  changeEmail: api.accounts.changeEmail.handler(call(changeEmail)),
  getSecondFactor: api.accounts.getSecondFactor.handler(call(getSecondFactor)),
  startSecondFactor: api.accounts.startSecondFactor.handler(call(startSecondFactor)),
  confirmSecondFactor: api.accounts.confirmSecondFactor.handler(call(confirmSecondFactor)),
  renewRecoveryCodes: api.accounts.renewRecoveryCodes.handler(call(renewRecoveryCodes)),
  turnOffSecondFactor: api.accounts.turnOffSecondFactor.handler(call(turnOffSecondFactor)),
  createResetLink: api.accounts.createResetLink.handler(call(createResetLink)),
  readResetLink: api.accounts.readResetLink.handler(call(readResetLink)),
  resetPassword: api.accounts.resetPassword.handler(call(resetPassword)),
  listAccounts: api.accounts.listAccounts.handler(call(listAccounts)),
  updateAccount: api.accounts.updateAccount.handler(call(updateAccount)),
  endSessionsOf: api.accounts.endSessionsOf.handler(call(endSessionsOf)),
  turnOffSecondFactorOf: api.accounts.turnOffSecondFactorOf.handler(call(turnOffSecondFactorOf)),
}

const taxonomy = {
  listVersions: api.taxonomy.listVersions.handler(call(listVersions)),
  saveDraft: api.taxonomy.saveDraft.handler(call(saveTaxonomyDraft)),
  publish: api.taxonomy.publish.handler(call(publishTaxonomy)),
}

const media = {
  openImport: api.media.openImport.handler(call(openImport)),
  startImport: api.media.startImport.handler(call(startImport)),
  getImport: api.media.getImport.handler(call(getImport)),
  listImports: api.media.listImports.handler(call(listImports)),
  listImportItems: api.media.listImportItems.handler(call(listImportItems)),
  listVideos: api.media.listVideos.handler(call(listVideos)),
  getVideo: api.media.getVideo.handler(call(getVideo)),
  getFrame: api.media.getFrame.handler(call(getFrame)),
  buildPairs: api.media.buildPairs.handler(call(buildPairs)),
  listPairs: api.media.listPairs.handler(call(listPairs)),
}

const proposals = {
  listModels: api.proposals.listModels.handler(call(listModels)),
  getModel: api.proposals.getModel.handler(call(getModel)),
  registerModel: api.proposals.registerModel.handler(call(registerModel)),
  createRun: api.proposals.createRun.handler(call(createRun)),
  listRuns: api.proposals.listRuns.handler(call(listRuns)),
  getRun: api.proposals.getRun.handler(call(getRun)),
  listRunVideos: api.proposals.listRunVideos.handler(call(listRunVideos)),
  cancelRun: api.proposals.cancelRun.handler(call(cancelRun)),
  retryRun: api.proposals.retryRun.handler(call(retryRun)),
  showRun: api.proposals.showRun.handler(call(showRun)),
}

const { labelling: routes } = api

const labelling = {
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

const agreement = { get: api.agreement.get.handler(call(getAgreement)) }

const releases = {
  createRelease: api.releases.createRelease.handler(call(createRelease)),
  listReleases: api.releases.listReleases.handler(call(listReleases)),
  getRelease: api.releases.getRelease.handler(call(getRelease)),
  listReleaseFiles: api.releases.listReleaseFiles.handler(call(listReleaseFiles)),
}

const deletion = {
  preview: api.deletion.preview.handler(call(previewDeletion)),
  remove: api.deletion.remove.handler(call(deleteThings)),
  archiveProject: api.deletion.archiveProject.handler(call(archiveProject)),
  listArchived: api.deletion.listArchived.handler(call(listArchived)),
  unarchiveProject: api.deletion.unarchiveProject.handler(call(unarchiveProject)),
  previewProject: api.deletion.previewProject.handler(call(previewProject)),
  deleteProject: api.deletion.deleteProject.handler(call(deleteProject)),
  previewPerson: api.deletion.previewPerson.handler(call(previewPerson)),
  deletePerson: api.deletion.deletePerson.handler(call(deletePerson)),
  exportPerson: api.deletion.exportPerson.handler(call(exportPerson)),
  listPersonExports: api.deletion.listPersonExports.handler(call(listPersonExports)),
}

const evaluation = {
  calibrateModel: api.evaluation.calibrateModel.handler(call(calibrateModel)),
  createEvaluation: api.evaluation.createEvaluation.handler(call(createEvaluation)),
  listEvaluations: api.evaluation.listEvaluations.handler(call(listEvaluations)),
  getEvaluation: api.evaluation.getEvaluation.handler(call(getEvaluation)),
  listComparableRuns: api.evaluation.listComparableRuns.handler(call(listComparableRuns)),
  compareRuns: api.evaluation.compareRuns.handler(call(compareRuns)),
  getMeasuredComparisons: api.evaluation.getMeasuredComparisons.handler(call(getMeasuredComparisons)),
  measureComparison: api.evaluation.measureComparison.handler(call(measureComparison)),
  listComparedClips: api.evaluation.listComparedClips.handler(call(listComparedClips)),
}

/** Every operation of the contract and the verb behind it. */
export const router = api.router({
  accounts,
  taxonomy,
  media,
  proposals,
  labelling,
  agreement,
  releases,
  deletion,
  evaluation,
})
