//! Value orientation and selling mode (METHOD §5).

codes! {
    /// Value orientation 客户价值导向.
    ValueOrientation {
        /// Price 价格导向.
        Price = "price",
        /// Product value 产品价值导向.
        ProductValue = "product_value",
        /// Enterprise value 企业价值导向.
        EnterpriseValue = "enterprise_value",
    }
}

codes! {
    /// Selling mode 销售模式.
    SellingMode {
        /// Transactional 交易型.
        Transactional = "transactional",
        /// Consultative 顾问型.
        Consultative = "consultative",
        /// Strategic 战略型.
        Strategic = "strategic",
    }
}
