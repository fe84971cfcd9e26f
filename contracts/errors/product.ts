import { assumed, documented, observed, type Evidence } from '../evidence/evidence.ts'
import type { ErrorRow } from './row.ts'

const operationTable = documented('error tables of the cams API pages and of the API metadata of 2024-07-30')
const errorPage = documented('public error codes of cams 2020-06-06 (api-cams-2020-06-06-errorcodes)')
const codePage = documented('Chat App error codes (chatapp/developer-reference/api-error-codes)')
const agentSkill = observed(
  'error table of the official agent skill alibabacloud-chatapp-message-send; may be a paraphrase of the literal code',
)

const service = (
  status: number,
  message: string,
  evidence: Evidence,
  chosen: ErrorRow['chosen'] = [],
): ErrorRow => ({
  status,
  message,
  family: 'service',
  evidence,
  chosen,
})

/** A row of the code page, which describes its codes without printing status or text. */
const described = (message: string, evidence: Evidence = codePage): ErrorRow =>
  service(400, message, evidence, ['status', 'message'])

/** Errors of the product behind the gateway. */
export const productErrors = {
  'Product.Unsubscript': service(400, 'You have not subscribed to the specified product.', operationTable),
  'Ram.PermissionDeny': service(400, 'You are not authorized to perform the operation.', operationTable),
  'System.LimitControl': service(400, 'The system is under flow control.', operationTable),
  'Unknown.ResourceOwnerId': service(
    400,
    'The resource does not belong to the current user.',
    operationTable,
  ),

  '999999': service(400, 'System Exception. Please refresh the page and try again', errorPage),
  'CHAT.APIError': service(500, 'You are not authorized to do this operation.', errorPage),
  'ERR-COMMON-001': service(500, 'System exception, please contact administrator.', errorPage),
  'ERR-FB-001': service(
    400,
    'Unsupported get request. Does not exist, cannot be loaded due to missing permissions, Or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api.',
    errorPage,
  ),
  'ERR-OPERATION-MAAP-0060': service(400, 'The subscriber has not bind WABA.', errorPage),
  'ERR-OPERATION-MAAP-0065': service(400, 'The phoneCode is not bind to the subscriber.', errorPage),
  'ERR-OPERATION-MAAP-0085': service(400, 'The website url must start with http or https.', errorPage),
  'DetailError.TemplateNotExist': service(400, 'The template is not exist.', errorPage),

  'Authentication.NoAuth': described('You have no permission for this operation.'),
  'DelError.TemplateNotExist': described('The template to delete does not exist.'),
  'TemplateListError.QueryError': described('The template list could not be queried.'),
  'InvalidParameter.AuditStatusNotSupport': described('The audit status is not supported.'),
  'InvalidParameter.ButtonTextHaveVariable': described('The text of a button cannot contain variables.'),
  'InvalidParameter.ChannelTypeNotSupport': described('The channel type is not supported.'),
  'InvalidParameter.ContentError': described('The content is not valid.'),
  'InvalidParameter.ContentNotEmpty': described('The content cannot be empty.'),
  'InvalidParameter.CreateError': described('The template could not be created.'),
  'InvalidParameter.FooterHaveVariable': described('The footer cannot contain variables.'),
  'InvalidParameter.FromOnlyNumeric': described('The sender can contain digits only.'),
  'InvalidParameter.HeaderMoreVarable': described('The header can contain at most one variable.'),
  'InvalidParameter.HeaderTypeNotSupport': described('The header format is not supported.'),
  'InvalidParameter.LanguageNotEmpty': described('The language cannot be empty.'),
  'InvalidParameter.LanguageNotSupport': described('The language is not supported.'),
  'InvalidParameter.LinkNotEmpty': described('The link cannot be empty.'),
  'InvalidParameter.MessageInvalid': described('The text of the template is not valid.'),
  'InvalidParameter.MessageTypeNotEmpty': described('The message type cannot be empty.'),
  'InvalidParameter.MessageTypeNotSupport': described('The message type is not supported.'),
  'InvalidParameter.PageInvalid': described('The page is not valid.'),
  'InvalidParameter.PhoneNumberError': described('The phone number is not valid.'),
  'InvalidParameter.SendSmsNotSupport': described('Fallback to SMS is not supported.'),
  'InvalidParameter.TemplateCodeNotEmpty': described('The template code cannot be empty.'),
  'InvalidParameter.TemplateNameExist': described('The template name exists already.'),
  'InvalidParameter.TemplateTypeNotSupport': described('The template type is not supported.'),
  'InvalidParameter.TextNotEmpty': described('The text cannot be empty.'),
  'InvalidParameter.UrlMoreVarable': described('A URL can contain at most one variable.'),
  'InvalidParameter.ToOnlyNumeric': described(
    'The recipient can contain digits only.',
    assumed(
      'every readable copy of the code page breaks off after InvalidParameter.ToOnl; completed in analogy to FromOnlyNumeric',
    ),
  ),

  'InvalidParameter.FileUrlError': service(
    400,
    'The file can not download.',
    observed('error map of a public Laravel client'),
    ['status'],
  ),
  'QueryParam.startTime': service(
    400,
    'Query start time not allowed to be empty',
    observed('test fixture of a public Java project'),
  ),
  PhoneNumberNotRegistered: described('The phone number is not registered.', agentSkill),
  SessionWindowExpired: described('The session window has expired.', agentSkill),
  TemplateNotFound: described('The template is not found.', agentSkill),
  TemplateParamInvalid: described('The template parameters are not valid.', agentSkill),
} satisfies Record<string, ErrorRow>
