//! Russian: the account.

use super::AccountText;
use crate::words::Text;
use crate::words::moments::ru::until;

pub fn text(say: &AccountText<'_>) -> Text {
    match say {
        AccountText::NotRegistered => {
            "Вы ещё не зарегистрированы. Достаточно номера телефона.".into()
        }
        AccountText::WaitingToSend => {
            "Регистрация готова и ждёт сети. Ничего не потеряется, она уйдёт сама.".into()
        }
        AccountText::CodeSent { phone, by } => format!(
            "Код на номер {phone} запрошен. Не сообщайте его никому. Если сообщение не придёт \
             {}, запросите другой код. Если не придёт и он, получите код лично в ведомстве, которое \
             выдаёт пропуска.",
            until(by)
        )
        .into(),
        AccountText::Registered => "Вы зарегистрированы.".into(),
        AccountText::Closed => "Учётная запись этого телефона закрыта.".into(),
        AccountText::Erasing => {
            "На этом телефоне всё стёрто. Ведомство узнает об этом, когда появится сеть.".into()
        }
        AccountText::RegistrationUnreadable => {
            "Запись о вашей регистрации на этом телефоне не читается. Она отложена. \
             Зарегистрируйтесь снова с тем же номером."
                .into()
        }
        AccountText::SigningKeysLost => {
            "Телефон потерял ключи, которыми подписывает, поэтому пропуска нельзя ни показать, ни \
             запросить. Перезапустите его. Если не поможет, сотрите данные в этом приложении и \
             зарегистрируйтесь снова. Для неотложной помощи пропуск не нужен."
                .into()
        }
        AccountText::NumberClaimed { leaves } => format!(
            "С вашим номером зарегистрировался другой телефон. Если это не вы, позвоните в \
             ведомство {}.",
            until(leaves)
        )
        .into(),
    }
}
