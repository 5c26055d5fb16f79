import { z } from 'zod'
import {
  AuditEntity,
  AuditVerb,
  Email,
  KeyBindings,
  MembershipState,
  Password,
  ProjectSettings,
  Role,
  SettingsChange,
  Slug,
} from '@/lib/domain/accounts'
import { StorableText } from '@/lib/domain/shared'
import { Done, endpoint, Id, InProject, LinkSecret, Page, ProjectPage, pageOf, Timestamp } from './common'
import { setup } from './credentials'
import { tokens } from './tokens'

const tags = ['accounts']

export const ProjectView = z.object({
  id: Id,
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  settings: ProjectSettings,
  role: Role,
  createdAt: Timestamp,
})
export type ProjectView = z.infer<typeof ProjectView>

export const Me = z.object({
  user: z.object({ id: Id, name: z.string(), email: z.string(), isOwner: z.boolean() }),
  projects: z.array(
    ProjectView.pick({ id: true, slug: true, name: true, description: true, role: true }).extend({
      /** What decides, with the role, which pages are the person's. */
      settings: ProjectSettings.pick({ blind: true }),
    }),
  ),
  keyBindings: KeyBindings,
})
export type Me = z.infer<typeof Me>
export const SetKeyBindings = z.object({ keyBindings: KeyBindings })
export type SetKeyBindings = z.infer<typeof SetKeyBindings>

export const CreateProject = z.object({
  slug: Slug,
  name: StorableText.trim().min(1).max(120),
  description: StorableText.max(2000).default(''),
})
export type CreateProject = z.infer<typeof CreateProject>
export const UpdateProject = InProject.extend({
  name: StorableText.trim().min(1).max(120).optional(),
  description: StorableText.max(2000).optional(),
  /** A setting that is not named keeps its value. */
  settings: SettingsChange.optional(),
})
export type UpdateProject = z.infer<typeof UpdateProject>
export const GetProject = z.object({ slug: Slug })
export type GetProject = z.infer<typeof GetProject>

/** The figures of the overview page. */
export const ProjectOverview = z.object({
  videos: z.object({ ready: z.int(), probing: z.int(), refused: z.int() }),
  prompts: z.int(),
  generators: z.int(),
  pairs: z.int(),
  runs: z.int(),
  tasks: z.object({ open: z.int(), done: z.int(), answersWanted: z.int(), answers: z.int() }),
  awaitingReview: z.int(),
  releases: z.int(),
  /** Answers per day (UTC), oldest first, last 14 days. */
  daily: z.array(z.object({ day: z.iso.date(), answers: z.int() })),
})
export type ProjectOverview = z.infer<typeof ProjectOverview>

export const MemberView = z.object({
  id: Id,
  userId: Id,
  name: z.string(),
  email: z.string(),
  role: Role,
  state: MembershipState,
  answers: z.int(),
  createdAt: Timestamp,
})
export type MemberView = z.infer<typeof MemberView>
export const UpdateMember = InProject.extend({
  membershipId: Id,
  role: Role.optional(),
  state: MembershipState.optional(),
})
export type UpdateMember = z.infer<typeof UpdateMember>

export const InvitationView = z.object({
  id: Id,
  email: z.string(),
  role: Role,
  expiresAt: Timestamp,
  state: z.enum(['open', 'accepted', 'revoked', 'expired']),
})
export type InvitationView = z.infer<typeof InvitationView>
export const CreateInvitation = InProject.extend({ email: Email, role: Role })
export type CreateInvitation = z.infer<typeof CreateInvitation>
export const ReadInvitation = z.object({ secret: LinkSecret })
export type ReadInvitation = z.infer<typeof ReadInvitation>
/** What the holder of an invitation's link is shown before accepting it. */
export const OpenInvitation = z.object({
  email: z.string(),
  role: Role,
  projectName: z.string(),
  hasAccount: z.boolean(),
})
export type OpenInvitation = z.infer<typeof OpenInvitation>
export const AcceptInvitation = z.object({
  secret: LinkSecret,
  /** For a person who has no account yet. */
  name: StorableText.trim().max(120).default(''),
  password: Password,
})
export type AcceptInvitation = z.infer<typeof AcceptInvitation>
export const RevokeInvitation = InProject.extend({ invitationId: Id })
export type RevokeInvitation = z.infer<typeof RevokeInvitation>

/** A browser in which the caller is signed in. */
export const SessionView = z.object({
  id: Id,
  /** The session that asks. */
  isThis: z.boolean(),
  address: z.string(),
  /** User-Agent of the sign-in. */
  agent: z.string(),
  createdAt: Timestamp,
  lastSeenAt: Timestamp,
  endsAt: Timestamp,
})
export type SessionView = z.infer<typeof SessionView>
export const EndSession = z.object({ sessionId: Id })
export type EndSession = z.infer<typeof EndSession>

export const AuditView = z.object({
  id: Id,
  at: Timestamp,
  actor: z.string(),
  /** An entry outlives the version that wrote it, so its words may be others. */
  verb: AuditVerb.or(z.string()),
  entityType: AuditEntity.or(z.string()),
  entityId: z.string(),
  difference: z.unknown().nullable(),
})
export type AuditView = z.infer<typeof AuditView>
export const ListAudit = ProjectPage.extend({ entityType: AuditEntity.optional() })
export type ListAudit = z.infer<typeof ListAudit>

export const accounts = {
  me: endpoint.route({ method: 'GET', path: '/me', summary: 'Who am I, and in which projects', tags }).output(Me),
  setKeyBindings: endpoint
    .route({ method: 'PUT', path: '/me/keys', summary: 'Set your own keys of the labelling screen', tags })
    .input(SetKeyBindings)
    .output(z.object({ keyBindings: KeyBindings })),
  createProject: endpoint
    .route({ method: 'POST', path: '/projects', summary: 'Create a project', tags })
    .input(CreateProject)
    .output(ProjectView),
  getProject: endpoint
    .route({ method: 'GET', path: '/project-by-slug/{slug}', summary: 'Get a project by its slug', tags })
    .input(GetProject)
    .output(ProjectView),
  updateProject: endpoint
    .route({ method: 'PATCH', path: '/projects/{projectId}', summary: 'Change name, description or settings', tags })
    .input(UpdateProject)
    .output(ProjectView),
  projectOverview: endpoint
    .route({ method: 'GET', path: '/projects/{projectId}/overview', summary: 'Counts and progress of a project', tags })
    .input(InProject)
    .output(ProjectOverview),
  listMembers: endpoint
    .route({ method: 'GET', path: '/projects/{projectId}/members', summary: 'List the members', tags })
    .input(ProjectPage)
    .output(pageOf(MemberView)),
  updateMember: endpoint
    .route({
      method: 'PATCH',
      path: '/projects/{projectId}/members/{membershipId}',
      summary: 'Change a role, pause or resume a member',
      tags,
    })
    .input(UpdateMember)
    .output(Done),
  listInvitations: endpoint
    .route({ method: 'GET', path: '/projects/{projectId}/invitations', summary: 'List the invitations', tags })
    .input(ProjectPage)
    .output(pageOf(InvitationView)),
  createInvitation: endpoint
    .route({
      method: 'POST',
      path: '/projects/{projectId}/invitations',
      summary: 'Invite a person; the link is shown once',
      tags,
    })
    .input(CreateInvitation)
    .output(z.object({ invitationId: Id, link: z.string() })),
  revokeInvitation: endpoint
    .route({
      method: 'DELETE',
      path: '/projects/{projectId}/invitations/{invitationId}',
      summary: 'Revoke an invitation',
      tags,
    })
    .input(RevokeInvitation)
    .output(Done),
  readInvitation: endpoint
    .meta({ access: 'anyone' })
    .route({
      method: 'POST',
      path: '/invitations/read',
      summary: 'What an invitation is for; needs no token',
      tags,
      spec: (operation) => ({ ...operation, security: [] }),
    })
    .input(ReadInvitation)
    .output(OpenInvitation),
  acceptInvitation: endpoint
    .meta({ access: 'anyone' })
    .route({
      method: 'POST',
      path: '/invitations/accept',
      summary: 'Accept an invitation; needs no token',
      tags,
      spec: (operation) => ({ ...operation, security: [] }),
    })
    .input(AcceptInvitation)
    .output(z.object({ email: z.string(), projectSlug: z.string() })),
  listSessions: endpoint
    .route({ method: 'GET', path: '/me/sessions', summary: 'List where you are signed in, newest first', tags })
    .input(Page)
    .output(pageOf(SessionView)),
  endSession: endpoint
    .route({ method: 'DELETE', path: '/me/sessions/{sessionId}', summary: 'End one of your sessions', tags })
    .input(EndSession)
    .output(Done),
  endOtherSessions: endpoint
    .route({ method: 'POST', path: '/me/sessions/end-others', summary: 'End all your sessions but this one', tags })
    .output(z.object({ ended: z.int() })),
  ...tokens,
  ...setup,
  listAudit: endpoint
    .route({ method: 'GET', path: '/projects/{projectId}/audit', summary: 'List the audit trail, newest first', tags })
    .input(ListAudit)
    .output(pageOf(AuditView)),
}
