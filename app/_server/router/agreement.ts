import 'server-only'
import { getAgreement } from '@/lib/services/agreement'
import { api, call } from './base'

export const agreement = { get: api.agreement.get.handler(call(getAgreement)) }
