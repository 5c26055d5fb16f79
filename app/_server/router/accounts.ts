import 'server-only'
import {
  acceptInvitation,
  createInvitation,
  createToken,
  getMe,
  getProject,
  listAllTokens,
  listAudit,
  listInvitations,
  listMembers,
  listProjectTokens,
  listTokens,
  projectOverview,
  revokeInvitation,
  revokeToken,
  setKeyBindings,
  updateMember,
  updateProject,
} from '@/lib/services/accounts'
import { createProject } from '@/lib/services/taxonomy'
import { api, call } from './base'

export const accounts = {
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
  acceptInvitation: api.accounts.acceptInvitation.handler(call(acceptInvitation)),
  listTokens: api.accounts.listTokens.handler(call(listTokens)),
  createToken: api.accounts.createToken.handler(call(createToken)),
  listProjectTokens: api.accounts.listProjectTokens.handler(call(listProjectTokens)),
  listAllTokens: api.accounts.listAllTokens.handler(call(listAllTokens)),
  revokeToken: api.accounts.revokeToken.handler(call(revokeToken)),
  listAudit: api.accounts.listAudit.handler(call(listAudit)),
}
